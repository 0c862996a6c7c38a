import type { PbxOptions } from '../pbx';
import { chromiumPath } from './chromium';
import type { Look } from './markup/editor';
import { startSession, stopSession, type Session } from './session';

/** `describe` where there is a browser; otherwise its tests are skipped, and globalSetup says so. */
export const describeInBrowser = chromiumPath() === undefined ? describe.skip : describe;

/** Starts a session before the tests of a block and ends it after them; its fields are there once the tests run. */
export function useSession(pbxOptions?: PbxOptions, look?: Look): Session {
	const session: Partial<Session> = {};
	beforeAll(async () => {
		Object.assign(session, await startSession(pbxOptions, look));
	});
	afterAll(async () => {
		await stopSession(session);
	});
	return session as Session;
}
