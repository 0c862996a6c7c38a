import { startPbx, type Pbx, type PbxOptions } from './index';
import { signIn, type Call } from './testClient';

/** A running mock PBX and a client that has signed in. */
export interface Setting {
	pbx: Pbx;
	call: Call;
}

/** Starts a PBX and signs in; whoever asks for it stops it. */
export async function start(options?: PbxOptions): Promise<Setting> {
	const pbx = await startPbx(options);
	return { pbx, call: await signIn(pbx) };
}

/** A PBX for each test of a block, or one for `all` of them; there once the tests run. */
export function usePbx(per: 'each' | 'all', options?: PbxOptions): Setting {
	const setting = {} as Setting;
	const [before, after] = per === 'each' ? [beforeEach, afterEach] : [beforeAll, afterAll];
	before(async () => {
		Object.assign(setting, await start(options));
	});
	after(() => setting.pbx.stop());
	return setting;
}

/** Sends a JSON body. */
export function write({ call }: Setting, method: string, path: string, body: unknown): ReturnType<Call> {
	return call(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}
