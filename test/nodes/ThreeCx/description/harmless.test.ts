import { NodeHelpers, type INode } from 'n8n-workflow';
import { operations } from '../../../../nodes/ThreeCx/catalog';
import { compactRows } from '../../../../nodes/ThreeCx/catalog/facts/rows';
import { warnedRequests, warningOf } from '../../../../nodes/ThreeCx/catalog/words/warnings';
import { description, shownFor } from './shownParameters';

const defaults = description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ default: value, displayOptions }) =>
		(displayOptions?.show?.resource ?? []).map((resource) => [String(resource), String(value)] as const),
	);

/** What 3CX calls its functions that only read. Others make something, though they are sent with GET. */
const READING_FUNCTION = /^(Get|Has|Check|Download|Export|System|Service|Network)/;

/** The issues that keep n8n from running a node as it is. */
function issuesOf(resource: string, operation: string) {
	const parameters = NodeHelpers.getNodeParameters(
		description.properties,
		{ resource, operation },
		true,
		false,
		{ typeVersion: 1 },
		description,
	);
	const node = { id: '', name: '', type: '', typeVersion: 1, position: [0, 0], parameters: parameters ?? {} } as INode;
	return NodeHelpers.getNodeParametersIssues(description.properties, node, description);
}

describe('a resource that is just chosen', () => {
	it.each(defaults)('%s does no harm: it opens with "%s"', (resource, value) => {
		const own = operations.filter((entry) => entry.resource === resource);
		const opened = own.find(({ operation }) => operation === value);
		const onlyReads = opened?.method === 'GET' && (opened.kind !== 'function' || READING_FUNCTION.test(opened.id));
		// Nothing to read here: nothing may be sent before something is filled in or chosen.
		if (!onlyReads) {
			expect(own.filter(({ kind, method }) => method === 'GET' && kind !== 'job').map(({ name }) => name)).toEqual([]);
			expect(issuesOf(resource, value)).not.toBeNull();
		}
	});

	it('is every resource', () => {
		expect(defaults.map(([resource]) => resource).sort()).toEqual([...new Set(operations.map(({ resource }) => resource))].sort());
	});
});

describe('warnings', () => {
	it('are about requests that there are', () => {
		const requests = new Set([...compactRows.map(({ request }) => request), 'DELETE']);
		expect(warnedRequests.filter((request) => !requests.has(request))).toEqual([]);
		expect(new Set(warnedRequests).size).toBe(warnedRequests.length);
	});

	it('stand before all that purges, stops, or deletes in bulk', () => {
		const reaching = operations.filter(
			({ name, kind, path }) =>
				kind === 'action' && (/^(Purge|Stop|Disable|Restart|Delete (Many|All)|Reboot|Restore)\b/.test(name) || /(Purge|Bulk\w*Delete|Batch\w*Delete)/.test(path)),
		);
		expect(reaching.length).toBeGreaterThan(25);
		expect(reaching.filter(({ warning, name }) => warning === undefined && name !== 'Stop Firewall Check').map(({ name }) => name)).toEqual([]);
	});

	it('are shown with their own words', () => {
		for (const entry of operations) {
			const notices = shownFor(entry).filter(({ name }) => name === 'notice');
			expect(notices.map(({ displayName }) => displayName)).toEqual(entry.warning === undefined ? [] : [entry.warning]);
		}
	});

	it('name what is lost', () => {
		expect(warningOf('POST /PurgeCalls')).toBe('Deletes the call history for good.');
		expect(warningOf('POST /Services/Pbx.RestartOperatingSystem')).toBe(
			'Restarts the PBX or its services. All calls end, and the PBX is offline for minutes.',
		);
		expect(warningOf('GET /Users')).toBeUndefined();
	});

	it('tell that 3CX keeps what belongs to a signed-in user from API clients, and say nothing to such a user', () => {
		const mine = operations.filter(({ path }) => /^\/My(User|Group|Tokens)\b/.test(path));
		expect(mine.length).toBeGreaterThanOrEqual(18);
		for (const entry of mine) {
			expect(entry.warning).toContain('3CX refuses this with an API key (HTTP 403)');
			expect(shownFor(entry, { authentication: 'oAuth2' }).map(({ name }) => name)).not.toContain('notice');
		}
	});

	it('are about the operation, whoever signed in', () => {
		const others = operations.filter(({ warning }) => warning !== undefined && !warning.includes('API key'));
		expect(others.length).toBeGreaterThan(20);
		for (const entry of others) {
			const notices = shownFor(entry, { authentication: 'oAuth2' }).filter(({ name }) => name === 'notice');
			expect(notices.map(({ displayName }) => displayName)).toEqual([entry.warning]);
		}
	});
});
