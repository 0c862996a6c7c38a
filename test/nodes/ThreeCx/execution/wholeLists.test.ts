import { operations } from '../../../../nodes/ThreeCx/catalog';
import { jsonOf } from '../../../engine';
import { manyLogos, setUp } from '../../../engine/setUp';
import { getLogos, runNode } from '../../../engine/threeCx';
import type { Pbx, PbxOptions } from '../../../pbx';

const headers = { 'content-type': 'application/json' };
const answer = (body: unknown, status = 200) => ({ status, headers, body: JSON.stringify(body) });
const always = Number.POSITIVE_INFINITY;

const users = (count: number) =>
	Array.from({ length: count }, (_item, index) => ({ Id: index + 1, Number: String(1000 + index), FirstName: `User ${index}` }));
const getUsers = (parameters: object = { returnAll: true }) => ({ resource: 'user', operation: 'getAll', ...parameters });
const idsTo = (count: number) => users(count).map(({ Id }) => Id);

/** Runs a list; what it puts out, its error and hints, and the requests for pages. */
async function list(parameters: object, options: PbxOptions = {}, prepare?: (pbx: Pbx) => void) {
	const { pbx, engine, credential } = await setUp(options);
	prepare?.(pbx);
	const run = await runNode(engine, { parameters: parameters as never, credential });
	const requests = pbx.requests.filter(({ method }) => method === 'GET').map(({ url }) => decodeURIComponent(url));
	const hints = run.data.resultData.runData['3CX']?.[0]?.hints ?? [];
	return { rows: jsonOf(run, '3CX'), error: run.data.resultData.error, hints, requests, pbx };
}

describe('a PBX without a stable order', () => {
	it('gives all rows once each, because they are sorted by their key', async () => {
		const { rows, requests } = await list(getUsers(), { users: users(250), unstableOrder: true });
		expect(rows.map(({ Id }) => Id)).toEqual(idsTo(250));
		expect(requests).toHaveLength(3);
		for (const request of requests) expect(request).toContain('$orderby=Id&');
	});

	it('gives them in the order of the user, and by key within it', async () => {
		const options = { orderBy: 'FirstName desc', select: 'FirstName' };
		const same = users(250).map((user) => ({ ...user, FirstName: user.Id % 2 ? 'Ada' : 'Bob' }));
		const { rows, requests } = await list(getUsers({ returnAll: true, options }), { users: same, unstableOrder: true });
		expect(rows).toEqual([...Array.from({ length: 125 }, () => ({ FirstName: 'Bob' })), ...Array.from({ length: 125 }, () => ({ FirstName: 'Ada' }))]);
		for (const request of requests) expect(request).toContain('$select=FirstName,Id&$orderby=FirstName desc,Id&');
	});

	it('is refused where it does not sort its lists either', async () => {
		const { rows, error, requests } = await list(getUsers(), { users: users(250), unstableOrder: 'evenIfSorted' });
		expect(rows).toEqual([]);
		expect(error?.message).toMatch(/^The PBX returned \d+ rows twice, and only \d+ of 250 different ones$/);
		expect(error?.description).toBe(
			'The list was read twice, and rows may be missing each time, so none are returned. Run the node again when nobody ' +
				'changes the list. If it keeps happening, narrow it with Filter, or set Limit to 100 or less, which fits on one page.',
		);
		expect(requests).toHaveLength(6);
	});

	it('may answer a limit of one page', async () => {
		const { rows } = await list(getUsers({ limit: 100 }), { users: users(250), unstableOrder: 'evenIfSorted' });
		expect(new Set(rows.map(({ Id }) => Id)).size).toBe(100);
	});

	it('is refused for a limit of more pages as well', async () => {
		const { error } = await list(getUsers({ limit: 200 }), { users: users(250), unstableOrder: 'evenIfSorted' });
		expect(error?.message).toMatch(/^The PBX returned \d+ rows twice/);
	});

	it('is noticed where the selected properties do not tell rows apart', async () => {
		const options = { select: 'FirstName' };
		const { error } = await list(getUsers({ returnAll: true, options }), { users: users(250), unstableOrder: 'evenIfSorted' });
		expect(error?.message).toMatch(/^The PBX returned \d+ rows twice/);
	});

	it('is read by API Request in the same way', async () => {
		const request = { resource: 'apiRequest', operation: 'sendGet', path: '/Users?$select=Number', returnAll: true };
		const { rows, requests } = await list(request, { users: users(250), unstableOrder: true });
		expect(rows).toEqual(users(250).map(({ Number }) => ({ Number })));
		expect(requests).toContain('/xapi/v1/Users?$select=Number,Id&$orderby=Id&$top=100&$count=true');
	});
});

describe('a list that changes while its pages are read', () => {
	/** One page after another, with a change before the second. */
	const changing = (change: (pbx: Pbx) => void) =>
		list(getUsers({ returnAll: true, options: { inFlight: 1, select: 'Id' } }), { users: users(250).slice(1) }, (pbx) => {
			pbx.addFault({ url: /\/Users.*skip=100/, run: change });
		});

	it('gives a row that was added behind', async () => {
		const { rows, requests } = await changing((pbx) => { pbx.insert('Users', { Id: 900, Number: '900' }); });
		expect(rows.map(({ Id }) => Id)).toEqual([...idsTo(250).slice(1), 900]);
		expect(requests).toHaveLength(3);
	});

	it('gives each row once where one was added before', async () => {
		const { rows, requests } = await changing((pbx) => { pbx.insert('Users', { Id: 1, Number: '900' }); });
		expect(rows.map(({ Id }) => Id)).toEqual(idsTo(250).slice(1));
		expect(requests).toHaveLength(3);
	});

	it('is read again where a row was deleted, which another takes the place of', async () => {
		const { rows, requests } = await changing((pbx) => { pbx.remove('Users', 50); });
		expect(rows.map(({ Id }) => Id)).toEqual(idsTo(250).slice(1).filter((id) => id !== 50));
		expect(requests).toHaveLength(6);
	});

	it('is refused where it shrinks each time', async () => {
		const { error, rows } = await list(getUsers({ returnAll: true, options: { inFlight: 1 } }), { users: users(250) }, (pbx) => {
			let id = 0;
			pbx.addFault({ url: /\/Users.*skip=100/, times: 2, run: () => { pbx.remove('Users', ++id); } });
		});
		expect(error?.message).toBe('The list changed on the PBX while it was being read');
		expect(rows).toEqual([]);
	});
});

describe('a PBX that gives fewer rows than it counts', () => {
	it('is asked once more, and refused then', async () => {
		const { error, rows, requests } = await list(getLogos(), {}, (pbx) => {
			pbx.addFault({ url: /PhoneLogos/, times: always, answer: answer({ '@odata.count': 3, value: [] }) });
		});
		expect(error?.message).toBe('The PBX returned only 0 of 3 rows');
		expect([rows, requests.length]).toEqual([[], 2]);
	});

	it('is named rightly for a single row', async () => {
		const { error } = await list(getLogos(), {}, (pbx) => {
			pbx.addFault({ url: /PhoneLogos/, times: always, answer: answer({ '@odata.count': 2, value: [...manyLogos(1), ...manyLogos(1)] }) });
		});
		expect(error?.message).toBe('The PBX returned a row twice, and only 1 of 2 different ones');
	});

	it('is believed at the second reading', async () => {
		const { rows } = await list(getLogos(), { logos: manyLogos(3) }, (pbx) => {
			pbx.addFault({ url: /PhoneLogos/, answer: answer({ '@odata.count': 3, value: manyLogos(2) }) });
			pbx.addFault({ url: /PhoneLogos/, answer: answer({ '@odata.count': 3, value: [] }) });
		});
		expect(rows).toEqual(manyLogos(3));
	});
});

it('ends where a PBX that does not count gives rows in random order, page after page', async () => {
	let page = 0;
	const { error } = await list(getLogos(), {}, (pbx) => {
		for (; page < 5; page++) {
			const rows = manyLogos(100);
			pbx.addFault({ url: /PhoneLogos/, answer: answer({ value: [...rows.slice(page), ...rows.slice(0, page)] }) });
		}
	});
	expect(error?.message).toBe('The PBX returns the same rows again and again, so the list has no end');
});

it('a list that cannot be sorted is read one page after another', async () => {
	const rows = Array.from({ length: 550 }, (_item, index) => ({ Filename: `${1000 + index}.sh` }));
	const results = { 'GET /Backups/Pbx.GetFailoverScripts()': rows };
	const scripts = { resource: 'backup', operation: 'getFailoverScripts', returnAll: true };
	const { pbx, rows: found, requests } = await list(scripts, { results }, (running) => {
		running.addFault({ method: 'GET', latencyMs: 10, times: always });
	});
	expect(found).toEqual(rows);
	expect(pbx.maxInFlight).toBe(1);
	expect(requests).toHaveLength(6);
});

describe('reports', () => {
	const fields = { mappingMode: 'defineBelow', value: { periodFrom: '2026-03-01', periodTo: '2026-04-01' } };
	const { resource, operation } = operations.find(({ id }) => id === 'GetCallLogData')!;
	const callLog = (more: object = {}) => ({ resource, operation, fields, returnAll: true, ...more });
	/** A week around now, in which the sample calls are. */
	const periodOfSamples = () => {
		const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
		return { ...fields, value: { periodFrom: day(-7), periodTo: day(1) } };
	};
	const calls = (count: number, first = 0) => Array.from({ length: count }, (_item, index) => ({ CdrId: `call-${first + index}` }));

	it('are read in pages of 1000 rows, in the order of the PBX', async () => {
		const { rows, requests } = await list(callLog(), {}, (pbx) => {
			pbx.addFault({ url: /GetCallLogData.*top=1000/, answer: answer({ '@odata.count': 1000, value: calls(1000) }) });
			pbx.addFault({ url: /GetCallLogData.*top=1000.*skip=1000/, answer: answer({ '@odata.count': 1000, value: calls(7, 1000) }) });
		});
		expect(rows).toHaveLength(1007);
		expect(requests).toHaveLength(2);
		expect(requests.some((request) => request.includes('orderby'))).toBe(false);
	});

	it('are read in the pages that the PBX allows', async () => {
		const refusal = { error: { code: '', message: "The query specified in the URI is not valid. The limit of '100' for Top query has been exceeded. The value from the incoming request is '1000'." } };
		const { rows, requests } = await list(callLog(), {}, (pbx) => {
			pbx.addFault({ url: /GetCallLogData.*top=1000/, times: always, answer: answer(refusal, 400) });
			pbx.addFault({ url: /GetCallLogData.*top=100&/, answer: answer({ value: calls(100) }) });
			pbx.addFault({ url: /GetCallLogData.*top=100&/, answer: answer({ value: calls(5, 100) }) });
		});
		expect(rows).toEqual(calls(105).map(({ CdrId }) => ({ CdrId })));
		expect(requests.map((request) => /top=\d+(&\$skip=\d+)?/.exec(request)?.[0]).sort()).toEqual(['top=100', 'top=100&$skip=100', 'top=1000']);
	});

	it('are refused as they are for any other reason', async () => {
		const { error, requests } = await list(callLog(), {}, (pbx) => {
			pbx.addFault({ url: /GetCallLogData/, times: always, answer: answer({ error: { message: 'Syntax error' } }, 400) });
		});
		expect(error?.message).toBe('The PBX rejected "Get Call Log" as invalid (HTTP 400): Syntax error');
		expect(requests).toHaveLength(1);
	});

	it('are refused where rows come twice, whatever they count', async () => {
		const { error } = await list(callLog(), {}, (pbx) => {
			pbx.addFault({ url: /GetCallLogData.*skip=1000/, times: always, answer: answer({ '@odata.count': 1000, value: calls(3, 998) }) });
			pbx.addFault({ url: /GetCallLogData/, times: always, answer: answer({ '@odata.count': 1000, value: calls(1000) }) });
		});
		expect(error?.message).toBe('The PBX returned 2 rows twice');
		expect(error?.description).toContain('set Limit to 1000 or less');
	});

	const CALL = { StartTime: '2026-03-02T08:00:00Z', SourceDn: '100', DestinationDn: '10000', TalkingDuration: 'PT1M' };
	const NEWER = { CdrId: 'a-1', Direction: 'Outbound', Status: 'Answered' };

	it.each([
		['with', { ...CALL, ...NEWER }],
		['without', CALL],
	])('are simplified from all that the PBX gives, %s what came later', async (_which, expected) => {
		const { rows, requests } = await list(callLog(), {}, (pbx) => {
			pbx.addFault({ url: /GetCallLogData/, answer: answer({ value: [{ ...expected, Indent: 1, SegmentId: 7 }] }) });
		});
		expect(rows).toEqual([expected]);
		expect(requests.some((request) => request.includes('$select'))).toBe(false);
	});

	it('are simplified by a PBX of the first documented release, which has no CdrId', async () => {
		const { rows, error } = await list(callLog({ fields: periodOfSamples() }), { release: '20.0.4' });
		expect(error).toBeUndefined();
		expect(rows.length).toBeGreaterThan(0);
		expect(Object.keys(rows[0] ?? {})).toEqual(['StartTime', 'SourceDn', 'SourceDisplayName', 'SourceCallerId', 'DestinationDn', 'DestinationCallerId', 'TalkingDuration']);
	});

	it.each([
		['Select', { options: { select: 'Indent' } }, [{ Indent: 1 }], '$select=Indent&'],
		['Simplify off', { simplify: false }, [{ Indent: 1, CdrId: 'a-1' }], undefined],
	])('come as asked for with %s', async (_which, more, expected, sent) => {
		const { rows, requests } = await list(callLog(more), {}, (pbx) => {
			pbx.addFault({ url: /GetCallLogData/, answer: answer({ value: expected }) });
		});
		expect(rows).toEqual(expected);
		expect(/\$select=\w+&/.exec(requests.join(' '))?.[0]).toBe(sent);
	});

	const withRows = (count: number) => (pbx: Pbx) => {
		for (let first = 0; first <= count; first += 1000) {
			pbx.addFault({ url: /GetCallLogData/, answer: answer({ value: calls(Math.min(1000, count - first), first) }) });
		}
	};

	it('say beside the output that the PBX may have cut them off', async () => {
		const { rows, hints } = await list(callLog(), {}, withRows(20_000));
		expect(rows).toHaveLength(20_000);
		expect(hints).toEqual([
			{
				message:
					'"Get Call Log" returned 20000 rows, which is probably the row limit for reports (PBX parameter ' +
					'REPORT_ROW_LIMIT). To get all rows, choose a shorter period, or run the node once for each part of the period.',
				type: 'warning',
				location: 'outputPane',
			},
		]);
	});

	it.each([
		['fewer rows', callLog(), 3000],
		['other numbers', callLog(), 20_001],
		['as many rows as were asked for', callLog({ returnAll: false, limit: 20_000 }), 20_000],
	])('say nothing of the kind for %s', async (_name, parameters, count) => {
		const { rows, hints } = await list(parameters, {}, withRows(count));
		expect([rows.length, hints]).toEqual([count, []]);
	});
});
