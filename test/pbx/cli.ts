/** The mock PBX on the command line, for trying the node by hand. */
import { parseArgs } from 'node:util';
import { generate } from 'selfsigned';
import { defaultClients } from './data/samples';
import { scriptedDay } from './history/scriptedDay';
import { startPbx } from './server/server';
import type { EtagMode, Pbx, PbxOptions, RecordedRequest } from './types';

const USAGE = `Usage: npm run pbx -- [options]
  --port <number>                    default 5001
  --host <address>                   default 127.0.0.1
  --etags none|optional|demanded     default none
  --next-links                       add @odata.nextLink to pages
  --tls                              https with a self-signed certificate
  --call-every <seconds>             how often a call comes in, default 60; 0 for never`;

const ETAG_MODES: readonly string[] = ['none', 'optional', 'demanded'] satisfies EtagMode[];

interface Settings {
	options: PbxOptions;
	usesTls: boolean;
	/** 0: never. */
	callEverySeconds: number;
}

/** Undefined where only help is asked for. Throws when a flag or its value is wrong. */
function readSettings(): Settings | undefined {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '5001' },
			host: { type: 'string', default: '127.0.0.1' },
			etags: { type: 'string', default: 'none' },
			'next-links': { type: 'boolean', default: false },
			tls: { type: 'boolean', default: false },
			'call-every': { type: 'string', default: '60' },
			help: { type: 'boolean', default: false },
		},
	});
	const port = Number(values.port);
	if (values.help) return undefined;
	if (!/^\d+$/.test(values.port) || port > 65535) throw new Error(`Not a port: '${values.port}'`);
	if (!isEtagMode(values.etags)) throw new Error(`Not an ETag mode: '${values.etags}'`);
	if (!/^\d+$/.test(values['call-every'])) throw new Error(`Not a number of seconds: '${values['call-every']}'`);
	return {
		options: { port, host: values.host, etags: values.etags, nextLinks: values['next-links'] ? 'always' : 'none' },
		usesTls: values.tls,
		callEverySeconds: Number(values['call-every']),
	};
}

function isEtagMode(text: string): text is EtagMode {
	return ETAG_MODES.includes(text);
}

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
		settings = readSettings();
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
