import { findByPath } from '../../../../nodes/ThreeCx/catalog/match';
import { detailsInWords, isWebPage } from '../../../../nodes/ThreeCx/errors/failure';
import { nearestName } from '../../../../nodes/ThreeCx/request/form/knownNames';
import { callJson } from '../../../../nodes/ThreeCx/callLog/call';
import { readCalls } from '../../../../nodes/ThreeCx/jobs/callLog/readCalls';
import { JobRun } from '../../../../nodes/ThreeCx/jobs/common/jobRun';
import type { Connection } from '../../../../nodes/ThreeCx/transport/connection';
import type { Row } from '../../../../nodes/ThreeCx/transport/pages';
import { Slices } from '../../../../nodes/ThreeCx/timing/slices';
import { planSync, type Contact } from '../../../../nodes/ThreeCx/jobs/contacts/syncPlan';
import { readNumber } from '../../../../nodes/ThreeCx/jobs/numbers/numberForms';
import { parseBody } from '../../../../nodes/ThreeCx/transport/send';
import { runJob } from '../jobs/runJob';

afterEach(() => {
	jest.restoreAllMocks();
});

/**
 * Input on which a pattern or loop that looks back over what it has read takes minutes to years, and stops every workflow
 * of the process meanwhile. That regular expressions don't do so is also checked by lint (regexp/no-super-linear-…).
 */
describe('gets through hostile input', () => {
	const CALL_LOG = '/ReportCallLogData/Pbx.GetCallLogData';

	it('paths that nearly are those of an operation with many arguments', () => {
		const names = ['periodTo', 'sourceType', 'sourceFilter', 'destinationType', 'destinationFilter', 'callsType', 'callTimeFilterType'];
		const cycle = names.map((name) => `,${name}=`).join('');
		expect(findByPath('GET', `${CALL_LOG}(periodFrom=${cycle.repeat(500)})`)).toEqual({});
	});

	it('and still knows paths', () => {
		const path = `${CALL_LOG}(periodFrom=,periodTo=,sourceType=0,sourceFilter='a',destinationType=0,destinationFilter='',callsType=0,callTimeFilterType=0,callTimeFilterFrom='0',callTimeFilterTo='0',hidePcalls=true)`;
		expect(findByPath('GET', `${path}?$top=1`).operation?.operation).toBe('getCallLog');
		expect(findByPath('GET', "/Users('a%2Fb')").operation?.operation).toBe('get');
		expect(findByPath('GET', '/Users(28)/Nothing')).toEqual({});
		expect(findByPath('GET', '/Users(28')).toEqual({});
		// The pieces of the template must not overlap.
		expect(findByPath('GET', '/Users()').operation?.operation).toBe('get');
		expect(findByPath('GET', '/Users(')).toEqual({});
	});

	it('ten million letters that are the name of no field', () => {
		expect(nearestName('a'.repeat(10_000_000), ['FirstName', 'LastName'])).toBeUndefined();
	});

	it('half a million digits that are no number', () => {
		expect(readNumber(`${'1'.repeat(500_000)}x`)).toBeUndefined();
	});

	it.each([
		['blanks', ' '],
		['periods and blanks', '. '],
		['line breaks', '\r\n'],
	])('a refusal with a million characters of %s', (_name, piece) => {
		const message = `a${piece.repeat(1_000_000 / piece.length)}b`;
		expect(detailsInWords({ error: { message } })).toMatch(/^a[. ]+b$/);
		expect(isWebPage('', message)).toBe(false);
		expect(parseBody(message, 'text/plain')).toBe(message);
	});

	it('as many contacts of one number as a PBX holds, while other workflows go on', async () => {
		const contact = (index: number): Contact => ({
			FirstName: '', LastName: `No ${index}`, CompanyName: '', PhoneNumber: '+12025550123', Business: '', Other: '', Email: '',
		});
		const stored = Array.from({ length: 100_000 }, (_, index) => ({ id: index, contact: contact(index) }));
		const wanted = Array.from({ length: 100_000 }, (_, index) => contact(100_000 + index));
		let turns = 0;
		const others = setInterval(() => turns++, 0);
		const plan = await planSync(wanted, stored, new Slices());
		clearInterval(others);
		expect(turns).toBeGreaterThan(50);
		expect(plan).toMatchObject({ create: [], remove: [], unchanged: 0 });
		expect(plan.update).toHaveLength(wanted.length);
		expect(plan.update.slice(0, 2)).toMatchObject([{ stored: { id: 0 } }, { stored: { id: 1 } }]);
	});

	it('a day with more legs than a function takes arguments, of one call or many, while other workflows go on', async () => {
		const start = Date.UTC(2026, 2, 2);
		const [every, count, short, limit] = [500, 160_000, 30_000, 20_000];
		const leg = (index: number): Row => ({
			MainCallHistoryId: index < short ? `call ${index}` : 'long', CdrId: `leg ${index}`, StartTime: new Date(start + index * every).toISOString(), Direction: 'Inbound',
			RingingDuration: 'PT0S', TalkingDuration: 'PT0S',
		});
		const readPeriod = (from: number, to: number) => {
			const first = Math.max(0, Math.ceil((from - start) / every));
			const length = Math.min(Math.max(0, Math.ceil((to - start) / every)), count) - first;
			return Array.from({ length: Math.max(0, Math.min(length, limit)) }, (_, index) => leg(first + index));
		};
		jest.spyOn(JobRun.prototype, 'rows').mockImplementation(async (_name, { arguments: { periodFrom, periodTo } = {} } = {}) =>
			readPeriod(Date.parse(String(periodFrom)), Date.parse(String(periodTo))),
		);
		const run = new JobRun({} as Connection);
		let turns = 0;
		const others = setInterval(() => turns++, 0);
		const calls = await readCalls(run, { from: start, to: start + 86_400_000 }, 'UTC');
		clearInterval(others);
		const long = calls.at(-1)!;
		expect([calls.length, long.legs.length]).toEqual([short + 1, count - short]);
		expect(callJson(long, String)).toMatchObject({ endedAt: new Date(start + (count - 1) * every).toISOString() });
		expect(turns).toBeGreaterThan(30);
	});

	it('a hundred thousand holidays, of which the last one comes twice', async () => {
		const lines = Array.from({ length: 100_000 }, (_, index) => `2099-05-01 No ${index}`);
		const holidays = [...lines, '2099-05-02 no 99999'].join('\n');
		const parameters = { resource: 'holiday', operation: 'addHolidays', department: 'Sales', holidays };
		const { error } = await runJob(parameters);
		expect(error?.message).toBe('Holidays has "no 99999" twice');
	});
});
