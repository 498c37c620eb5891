/** A step that a route can want, or the server know. */
export type ServerStep = 'userInfo' | 'phoneNumber';

/** The server of the contract. Times are in ms unless they say otherwise. */
export interface ServerOptions {
  /** Default `https://api.example.com`. Requests to anywhere else are answered 200 `{}`. */
  baseUrl?: string | string[];
  /** Paths below `baseUrl`. Defaults `/login`, `/user-info`, `/phone-number`. */
  loginUrl?: string;
  userInfoUrl?: string;
  phoneNumberUrl?: string;
  /** What each path is. A path that isn't here wants a live token and nothing else. */
  routes?: Record<string, Route>;
  /** How long every answer takes. Default 0. */
  delay?: number;
  /** `expiresIn` (seconds) as it stands in the bundle; tokens live that long. Default 7200. */
  expiresIn?: unknown;
  /** Where the bundle is and what its fields are called. Default: member `tokenStatus` of the body. */
  bundle?: {
    in?: 'body' | 'header';
    /** A member, or a path such as `data.tokenStatus`; in a header its name, `tokenStatus`. */
    name?: string;
    fields?: Partial<
      Record<'token' | 'expiresIn' | 'hasUserInfo' | 'hasPhoneNumber' | 'uid', string>
    >;
  };
  /** More fields of the bundle. */
  extra?: object;
  /**
   * Whether every answer to a live token carries the bundle. Default false: the exchange, the
   * submissions and what brings a new token carry it.
   */
  everywhere?: boolean;
  /**
   * `unionid`: user info is wanted for the union id, so not of those whose code2Session has it.
   * `profile`: it is wanted of everybody, once. Default `unionid`.
   */
  flow?: 'unionid' | 'profile';
  /** What the server knows of a user before the first login. Default nothing. */
  knows?: ServerStep[];
  /** `uid`: the bundle has no `hasPhoneNumber`; the uid alone tells. */
  identity?: 'phoneNumber' | 'uid';
  /** How long a token stays good after it was rotated. Default 30,000. */
  grace?: number;
  /** The status for data whose session_key is void. Default 401, which asks for a login. */
  staleKey?: number;
  /** The answer to a token whose session has ended. Default 401 `{ error: 'endedByAnotherDevice' }`. */
  ended?: Answer;
}

/** A path of the server. */
export interface Route {
  /** The steps it wants done, in the order in which the challenge names them. */
  wants?: ServerStep[];
  /** Whether it needs no token. */
  open?: boolean;
  delay?: number;
  /** The body. Default `{ ok: true, path }`. */
  data?: unknown;
  /** Makes the answer; what it leaves out stands as above. */
  reply?: (request: ServerRequest, user: ServerUser | null) => Answer;
  /** Whether its answers carry the bundle. */
  bundle?: boolean;
  /** Whether each of its answers, a challenge too, brings a new token. */
  rotates?: boolean;
}

/** What a request is answered with. */
export interface Answer {
  status?: number;
  header?: Record<string, string | string[]>;
  /** Sent as JSON; a text or an ArrayBuffer as it is; `undefined` is handed over as it is. */
  data?: unknown;
}

/**
 * What becomes of one request, in place of what the server would do. With a `status` it is the whole
 * answer, and the server does nothing of its own; without, or with `bundle` or `rotate`, what it says
 * is laid over the server's own answer.
 */
export type Scripted =
  | 'never'
  | { fail: { errMsg: string; errno?: number }; delay?: number }
  | (Answer & {
      delay?: number;
      /** The bundle of the token's session goes with it, with these fields over it. */
      bundle?: boolean;
      extra?: object;
      /** A new token goes with it. */
      rotate?: boolean;
    });

/** What `wx` sends. */
export interface Outgoing {
  kind: 'request' | 'uploadFile' | 'downloadFile';
  method: string;
  url: string;
  header: Record<string, string>;
  body?: unknown;
  filePath?: string;
  name?: string;
  formData?: Record<string, string>;
}

/** A request that has come. */
export interface ServerRequest extends Outgoing {
  /** Below `baseUrl` and without the query; the whole url where it is another host's. */
  path: string;
  ours: boolean;
  query: Record<string, string>;
  /** The token of `Authorization: Bearer`. */
  token: string | null;
  /** The body, read as JSON or as a form; of an upload its fields, the file's path among them. */
  data: any;
  /** When it came, in ms since the fake was made, and when it was answered. */
  time: number;
  answeredAt: number | null;
  status: number | null;
  /** Why an exchange or a submission was turned down: `code been used`, `staleSessionKey`, … */
  error: string | null;
}

/** Somebody the server knows. */
export interface ServerUser {
  uid: string;
  openid: string;
  unionid: string | null;
  profile: { nickName: string | null; avatar?: string | null } | null;
  phoneNumber: string | null;
}

/** A server of the contract, in memory. */
export interface FakeServer {
  /** A transport: give it as `transport` to another fake, so that two devices meet one server. */
  handle(request: Outgoing): Promise<{ status: number; header: object; body: unknown }>;
  /** Can be changed at any time. */
  readonly options: Required<Pick<ServerOptions, 'baseUrl' | 'flow' | 'knows'>> & ServerOptions;
  /** Every request that has come, to third parties too, in order. */
  readonly requests: ServerRequest[];
  /** How many requests came for a path. */
  sends(path: string): number;
  /** How many exchanges were asked for. */
  readonly logins: number;
  /** Says what a path is; the login and the submissions can be given a delay. */
  route(path: string, route: Route): void;
  /** What becomes of the next requests for a path (or for a third party's url), one each. */
  answer(path: string, ...answers: (Scripted | ((request: ServerRequest) => Scripted))[]): void;
  /** What becomes of all others; `null`: what the server does. */
  always(path: string, answer: Scripted | ((request: ServerRequest) => Scripted) | null): void;
  /** The token given out last. */
  readonly token: string | null;
  /** Makes a token dead; without an argument the last one. */
  revoke(token?: string): void;
  revokeAll(): void;
  /** The next answer to the last session brings it a new token. */
  rotate(): void;
  /** Another device has logged in: the last session's tokens are answered `options.ended`. */
  endSession(): void;
  /** From now on this is known of the users, of one or of all. */
  know(step: ServerStep, uid?: string): void;
  forget(step: ServerStep, uid?: string): void;
  users(): ServerUser[];
}
