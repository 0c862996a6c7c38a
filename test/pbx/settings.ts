/** The flags of the mock PBX on the command line. */
import { parseArgs } from 'node:util';
import { marks, newestMark } from './data/release';
import type { EtagMode, PbxOptions } from './types';

export const USAGE = `Usage: npm run pbx -- [options]
  --port <number>                    default 5001
  --host <address>                   default 127.0.0.1
  --etags none|optional|demanded     default none
  --release <mark>                   default ${newestMark}: one of ${marks.join(' ')},
                                     where #2 is the second document of that release
  --next-links                       add @odata.nextLink to pages
  --tls                              https with a self-signed certificate
  --call-every <seconds>             how often a call comes in, default 60; 0 for never`;

const ETAG_MODES: readonly string[] = ['none', 'optional', 'demanded'] satisfies EtagMode[];

/** What the flags ask for. */
export interface Settings {
	options: PbxOptions;
	usesTls: boolean;
	/** 0: never. */
	callEverySeconds: number;
}

/** Undefined where only help is asked for. Throws when a flag or its value is wrong. */
export function readSettings(args: readonly string[]): Settings | undefined {
	const { values } = parseArgs({
		args: [...args],
		options: {
			port: { type: 'string', default: '5001' },
			host: { type: 'string', default: '127.0.0.1' },
			etags: { type: 'string', default: 'none' },
			release: { type: 'string' },
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
	if (values.release !== undefined && !marks.includes(values.release)) throw new Error(`Not a documented release: '${values.release}'`);
	if (!/^\d+$/.test(values['call-every'])) throw new Error(`Not a number of seconds: '${values['call-every']}'`);
	return {
		options: {
			port,
			host: values.host,
			etags: values.etags,
			release: values.release,
			nextLinks: values['next-links'] ? 'always' : 'none',
		},
		usesTls: values.tls,
		callEverySeconds: Number(values['call-every']),
	};
}

function isEtagMode(text: string): text is EtagMode {
	return ETAG_MODES.includes(text);
}
