/** The mock PBX on the command line, for trying the node by hand. */
import { generate } from 'selfsigned';
import { defaultClients } from './data/samples';
import { scriptedDay } from './history/scriptedDay';
import { startPbx } from './server/server';
import { readSettings, USAGE, type Settings } from './settings';
import type { Pbx, PbxOptions, RecordedRequest } from './types';

/** A certificate for the address that the PBX listens at; clients have to ignore that nobody vouches for it. */
async function selfSigned(host: string): Promise<NonNullable<PbxOptions['tls']>> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: host }]);
	return { key, cert };
}

/** The calls of the scripted day, one after the other from now on. */
function letCallsHappen(pbx: Pbx, everySeconds: number): void {
	const now = pbx.clock.callerNow();
	const next = (index: number) => new Date(now.getTime() + (index + 1) * everySeconds * 1000);
	pbx.calls.script(scriptedDay(now).map((plan, index) => ({ ...plan, at: next(index) })));
}

/** Decoded for reading; control characters must not reach the terminal. */
function logRequest({ method, url, status }: RecordedRequest): void {
	let readable = url;
	try {
		readable = decodeURIComponent(url);
	} catch {
		// Malformed on purpose, perhaps: the raw form says most.
	}
	console.log(`${method} ${readable.replace(/access_token=[^&]*/, 'access_token=…').replace(/\p{Cc}/gu, '?')} ${status || 'no answer'}`);
}

function message(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<void> {
	let settings: Settings | undefined;
	try {
		settings = readSettings(process.argv.slice(2));
	} catch (error) {
		console.error(`${message(error)}\n\n${USAGE}`);
		process.exitCode = 2;
		return;
	}
	if (!settings) {
		console.log(USAGE);
		return;
	}
	const { options, usesTls, callEverySeconds } = settings;
	const tls = usesTls ? await selfSigned(options.host ?? '127.0.0.1') : undefined;
	const pbx = await startPbx({ ...options, tls, onRequest: logRequest });
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void pbx.stop());
	if (callEverySeconds > 0) letCallsHappen(pbx, callEverySeconds);
	const [client] = defaultClients;
	console.log(
		[
			'Mock PBX, for trying things out. Press Ctrl-C to end it.',
			`  Base URL   ${pbx.baseUrl}${usesTls ? ' (self-signed certificate: turn on "Ignore SSL Issues (Insecure)")' : ''}`,
			`  Client ID  ${client?.clientId}`,
			`  API key    ${client?.apiKey}`,
			`  Logos      ${pbx.rows('PhoneLogos').length}`,
			`  Calls      ${pbx.calls.legs().length} legs in the call log${callEverySeconds > 0 ? `, a call every ${callEverySeconds} seconds` : ''}`,
		].join('\n'),
	);
}

main().catch((error: unknown) => {
	const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
	console.error(taken ? 'That port is in use: choose another one with --port.' : message(error));
	process.exitCode = 1;
});
