/**
 * The libraries that are compared, each in its own documented way of renewing a token. A peer has
 *
 *     name      of its package
 *     how       it was set up, for the page
 *     dialect   how it and its server talk, where that is special: see server.mjs
 *     source    what npm installs it from, where package.json can't have it
 *     seededByLogin  whether it gets its first token by a login, not from storage
 *     skips     scenarios that it can't be asked, with the reason
 *     open({ wx, base, token, until }) -> request(path, { method, header, data }) -> promise of the body
 */
import { alova } from './peers/alova.mjs';
import { axiosAuthRefresh } from './peers/axios-auth-refresh.mjs';
import { flyio } from './peers/flyio.mjs';
import { mpReq } from './peers/mp-req.mjs';
import { wafer2 } from './peers/wafer2.mjs';
import { weappAuth } from './peers/weapp-auth.mjs';

export const PEERS = [weappAuth, wafer2, mpReq, axiosAuthRefresh, alova, flyio];
