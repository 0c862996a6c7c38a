import { asText } from '../input/asText';
import { isRecord, type ReadParameter } from '../input/itemInput';
import { readBoolean } from '../input/options';
import { ParameterRefused } from '../input/parameterRefused';
import { CRM_EVENTS, crmEventNames, type CrmEvent } from './events';
import { SECRET_REMEDY, weaknessOf } from './secret';
import { eventsOf, writeTemplate } from './template';

/** A CRM template and what to say about it. */
export interface TemplateFile {
	fileName: string;
	xml: string;
	events: string[];
	/** What probably isn't meant, as sentences. */
	hints: string[];
}

/** n8n's addresses of workflows that are open in the editor (the default of N8N_ENDPOINT_WEBHOOK_TEST). */
const TEST_PATH = '/webhook-test/';

/** The address as 3CX is to use it: square brackets would begin an expression of the template. */
function readUrl(value: unknown, event: CrmEvent): string | undefined {
	const given = asText(value).trim();
	if (given === '') return undefined;
	const url = URL.canParse(given) ? new URL(given) : undefined;
	if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
		const name = crmEventNames[event];
		throw new ParameterRefused(`The URL of ${name} isn't a web address`, `Copy the production URL of the 3CX CRM Trigger node for ${name}.`);
	}
	return url.href.replaceAll('[', '%5B').replaceAll(']', '%5D');
}

function readUrls(read: ReadParameter): Partial<Record<CrmEvent, string>> {
	const given = read('crmUrls', {});
	const values = isRecord(given) ? given : {};
	const urls = CRM_EVENTS.map((event) => [event, readUrl(values[event], event)] as const).filter(([, url]) => url !== undefined);
	if (urls.length > 0) return Object.fromEntries(urls);
	throw new ParameterRefused('Webhook URLs is empty', 'Add the production URL of at least one 3CX CRM Trigger node.');
}

function hintsFor(urls: readonly string[]): string[] {
	const test = urls.some((url) => url.includes(TEST_PATH));
	const open = urls.some((url) => url.startsWith('http:'));
	return [
		...(test ? ['The template has a test URL, which responds only while the editor listens. Use production URLs for daily use.'] : []),
		...(open ? ['The template has an address without HTTPS: the secret and what 3CX sends can be read on the way.'] : []),
	];
}

/** `N8N, sales` → `3cx-crm-n8n-sales.xml` */
const fileNameFor = (name: string) => `3cx-crm-${name.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '').join('-') || 'n8n'}.xml`;

/**
 * Makes the CRM template that the parameters describe.
 *
 * @param secret of the 3CX CRM credential.
 * @throws ParameterRefused where no address is given or one is none, and for a secret that is too weak.
 */
export function templateFile(read: ReadParameter, secret: string): TemplateFile {
	const name = asText(read('crmName', '')).trim();
	if (name === '') throw new ParameterRefused('CRM Name is empty', 'Fill CRM Name. 3CX shows it in the list of CRMs.');
	const urls = readUrls(read);
	const weakness = weaknessOf(secret);
	if (weakness !== undefined) throw new ParameterRefused(weakness, SECRET_REMEDY);
	const isIncluded = readBoolean(read('includeSecret', true), 'Include Secret', true);
	return {
		fileName: fileNameFor(name),
		xml: writeTemplate({ name, urls, secret: isIncluded ? secret : '' }),
		events: eventsOf({ urls }).map((event) => crmEventNames[event]),
		hints: hintsFor(Object.values(urls)),
	};
}
