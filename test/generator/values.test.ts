import { retired } from '../../nodes/ThreeCx/catalog/facts/operations';
import { compactRows } from '../../nodes/ThreeCx/catalog/facts/rows';
import { thingOf } from '../../nodes/ThreeCx/catalog/words/naming';
import { capitalized } from '../../nodes/ThreeCx/catalog/words/spelling';
import { operationValues, settingsTags, thingValues } from '../../generator/values';

const requests = new Map(compactRows.map((row) => [row.request, row]));

/** A request without the arguments of its function, as the table writes it. */
const plain = (request: string) => request.replace(/(Pbx\.\w+|^GET \/\w+)\([^()]*\)$/, '$1');

describe('the stored values given by hand', () => {
	const known = new Set([...requests.keys(), ...retired.map(({ request }) => request)].map(plain));

	it('are for requests that 3CX has or had', () => {
		expect(Object.keys(operationValues).filter((request) => !known.has(request))).toEqual([]);
	});

	it('are for resources that the catalog has, and for what reports and settings are about', () => {
		const present = new Set(compactRows.flatMap((row) => [row.resource, thingOf(row), `report${capitalized(thingOf(row))}`]));
		expect(Object.values(thingValues).filter((thing) => !present.has(thing))).toEqual([]);
	});

	it('collect what can only be read and changed', () => {
		const collected = compactRows.filter(({ request }) => settingsTags.has(request.replace(/^\w+ \//, '').replace(/\W.*/, '')));
		expect(collected.map(({ resource, kind }) => `${resource} ${kind}`).sort()).toEqual([
			...Array(20).fill('settings get'),
			...Array(20).fill('settings update'),
		]);
		expect(compactRows.filter(({ resource }) => resource === 'settings')).toHaveLength(collected.length);
	});

	it('keep the five standard values for rows of their kind', () => {
		const kinds: Record<string, string> = { get: 'get', create: 'create', update: 'update', delete: 'delete' };
		const wrong = compactRows.filter(({ operation, kind }) => (kinds[operation] ?? kind) !== kind);
		expect(wrong.map(({ resource, operation }) => `${resource}.${operation}`)).toEqual([]);
	});
});

it.each([
	['POST /Users/Pbx.RebootPhone', 'phone', 'reboot'],
	['POST /Users/Pbx.MakeCall', 'call', 'makeCall'],
	['POST /ActiveCalls({Id})/Pbx.DropCall', 'call', 'dropCall'],
	['GET /Groups', 'department', 'getAll'],
	['DELETE /BlackListNumbers({Id})', 'blacklistedNumber', 'delete'],
	['DELETE /PhoneLogos({Filename})', 'phoneLogo', 'delete'],
	['GET /PhoneLogos', 'phoneLogo', 'getAll'],
	['GET /AntiHackingSettings', 'settings', 'getAntiHackingSettings'],
	['PATCH /CodecsSettings', 'settings', 'updateCodecSettings'],
	['GET /MailSettings', 'emailSettings', 'get'],
	['GET /CallHistoryView', 'callLog', 'getHistory'],
	['GET /ReportInboundRules/Pbx.GetInboundRulesData()', 'report', 'getInboundRules'],
	['GET /ReportInboundRules/Pbx.DownloadInboundRules()', 'report', 'downloadInboundRules'],
])('%s is stored as %s, %s', (request, resource, operation) => {
	expect(requests.get(request)).toMatchObject({ resource, operation });
});
