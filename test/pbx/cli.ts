/** The mock PBX on the command line, for trying the node by hand. */
import { parseArgs } from 'node:util';
import { defaultClients } from './data/samples';
import { startPbx } from './server/server';
import type { EtagMode, PbxOptions, RecordedRequest } from './types';

const USAGE = `Usage: npm run pbx -- [options]
  --port <number>                    default 5001
  --host <address>                   default 127.0.0.1
  --etags none|optional|demanded     default none
  --next-links                       add @odata.nextLink to pages`;

const ETAG_MODES: readonly string[] = ['none', 'optional', 'demanded'] satisfies EtagMode[];

/** Throws when a flag or its value is wrong. */
function readOptions(): PbxOptions {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '5001' },
			host: { type: 'string', default: '127.0.0.1' },
			etags: { type: 'string', default: 'none' },
			'next-links': { type: 'boolean', default: false },
		},
	});
	const port = Number(values.port);
	if (!/^\d+$/.test(values.port) || port > 65535) throw new Error(`Not a port: '${values.port}'`);
	if (!isEtagMode(values.etags)) throw new Error(`Not an ETag mode: '${values.etags}'`);
	return { port, host: values.host, etags: values.etags, nextLinks: values['next-links'] ? 'always' : 'none' };
}

function isEtagMode(text: string): text is EtagMode {
	return ETAG_MODES.includes(text);
}

/** Decoded for reading; control characters must not reach the terminal. */
function logRequest({ method, url, status }: RecordedRequest): void {
	let readable = url;
	try {
		readable = decodeURIComponent(url);
	} catch {
		// Malformed on purpose, perhaps: the raw form says most.
	}
	console.log(`${method} ${readable.replace(/\p{Cc}/gu, '?')} ${status || 'no answer'}`);
}

function message(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<void> {
	let options: PbxOptions;
	try {
		options = readOptions();
	} catch (error) {
		console.error(`${message(error)}\n\n${USAGE}`);
		process.exitCode = 2;
		return;
	}
	const pbx = await startPbx({ ...options, onRequest: logRequest });
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void pbx.stop());
	const [client] = defaultClients;
	console.log(
		[
			'Stand-in 3CX PBX, for trying things out. Press Ctrl-C to end it.',
			`  Base URL   ${pbx.baseUrl}`,
			`  Client ID  ${client?.clientId}`,
			`  API key    ${client?.apiKey}`,
			`  Logos      ${pbx.rows('PhoneLogos').length}`,
		].join('\n'),
	);
}

main().catch((error: unknown) => {
	const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
	console.error(taken ? 'That port is in use: choose another one with --port.' : message(error));
	process.exitCode = 1;
});
