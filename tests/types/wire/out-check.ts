// Nothing that the types declare is never seen: `out.ts` says that what goes out fits them.
import type { AuthErrorCode } from '../../../src/shell/index';
import type { Answer, Button, Navigation, Step, Trade, View } from '../../../src/wasm/types';
import type { Effect, Failure } from '../../../src/wasm/wire';
import { answers, buttons, effects, failures, navigations, stored, trades, views } from './out';

/** What of `Declared` is not among `Seen`; fields that are `null` or not are two kinds of value. */
type Unseen<Declared, Seen> = Exclude<Declared, Seen>;
const none = <T>(_: [T] extends [never] ? true : T): void => undefined;
type Values<T> = T extends unknown ? T[keyof T] : never;

type SeenEffect = (typeof effects)[number];
none<Unseen<Effect['type'], SeenEffect['type']>>(true);
type Of<T extends Effect['type']> = Extract<Effect, { type: T }>;
type SeenOf<T extends Effect['type']> = Extract<SeenEffect, { type: T }>;
none<Unseen<Of<'warn'>['warning'], SeenOf<'warn'>['warning']>>(true);
none<Unseen<Step, SeenOf<'lookUp'>['step']>>(true);
none<Unseen<Values<Of<'submit'>>, Values<SeenOf<'submit'>> | Step>>(true);
none<Unseen<Of<'setToken'>['token'], SeenOf<'setToken'>['token']>>(true);

type SeenFailure = (typeof failures)[number];
none<Unseen<AuthErrorCode, SeenFailure['code']>>(true);
none<Unseen<Failure['step'], SeenFailure['step']>>(true);
none<Unseen<Failure['status'], SeenFailure['status']>>(true);
none<Unseen<Failure['cause'], SeenFailure['cause']>>(true);
none<Unseen<null, Values<(typeof stored)[number]>>>(true);

none<Unseen<View['status'], (typeof views)[number]['status']>>(true);
type Shape<B> = B extends Button ? `${B['openType']} ${B['event']} ${B['api']} ${B['guide']}` : '';
none<Unseen<Shape<Button>, Shape<(typeof buttons)[number]>>>(true);
none<Unseen<Button['popup'], (typeof buttons)[number]['popup']>>(true);
none<Unseen<Navigation['api'], (typeof navigations)[number]['api']>>(true);
none<Unseen<Answer['result'], (typeof answers)[number]['result']>>(true);
none<Unseen<keyof Extract<Answer, { result: 'granted' }>, keyof (typeof answers)[0]>>(true);
none<Unseen<Trade['verdict'], (typeof trades)[number]['verdict']>>(true);
