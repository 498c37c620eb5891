// A program without miniprogram-api-typings, as with Taro or uni-app.
import { createAuth, type RequestOptions } from 'weapp-auth/plain';

/** Takes nothing whose type has become `any`. */
const known = <T>(_value: T, ..._: 0 extends 1 & T ? [never] : []): void => undefined;

const auth = createAuth({ baseUrl: 'https://a.example', loginUrl: '/login', loginPage: 'p/p' });
const options: RequestOptions<number[]> = { url: '/a', method: 'POST', data: {}, auth: 'silent' };

known(auth);
known(options);

export async function play(): Promise<void> {
  const response = await auth.request(options);
  known(response);
  const first: number | undefined = response.data[0];
  const cookies: string[] = response.cookies;
  const upload = auth.uploadFile({ url: '/a', filePath: 'a', name: 'a' });
  upload.onProgressUpdate(({ progress }) => known(progress));
  const text: string = (await upload).data;
  const { tempFilePath } = await auth.downloadFile({ url: '/a' });
  known(tempFilePath);
  const loose = await auth.request({ url: '/a' });
  known(loose.data);
  console.log(first, cookies, text, loose.header['a']);
}

// @ts-expect-error: a url is needed
auth.request({ method: 'GET' });
// @ts-expect-error: no such method
auth.request({ url: '/a', method: 'PATCH' });
// @ts-expect-error: no file is sent without its name
auth.uploadFile({ url: '/a', filePath: 'a' });
// @ts-expect-error: a status is a number
auth.request({ url: '/a' }).then(({ statusCode }) => statusCode.length);

declare const console: { log(...values: unknown[]): void };
