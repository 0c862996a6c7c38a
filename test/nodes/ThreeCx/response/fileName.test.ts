import { fileNameOf } from '../../../../nodes/ThreeCx/response/fileName';

describe('file names', () => {
	it.each([
		['attachment; filename="call log.csv"', 'call log.csv'],
		['attachment; filename=report.csv', 'report.csv'],
		[`attachment; filename="a.wav"; filename*=UTF-8''%C3%A9t%C3%A9.wav`, 'été.wav'],
		['attachment; filename="say \\"hi\\".txt"', 'say "hi".txt'],
		// No name leads out of the folder it is written to.
		['attachment; filename="../../etc/passwd"', 'passwd'],
		['attachment; filename="C:\\\\temp\\\\x.csv"', 'x.csv'],
		[`attachment; filename*=UTF-8''..%2F..%2Fx.csv`, 'x.csv'],
		[`attachment; filename*=UTF-8''%E9.csv`, '%E9.csv'],
		['attachment', 'report.csv'],
		['attachment; filename=".."', 'report.csv'],
		['', 'report.csv'],
	])('%s', (disposition, expected) => {
		expect(fileNameOf(disposition, 'text/csv; charset=utf-8', 'report')).toBe(expected);
	});

	it('has no extension where the type is not known', () => {
		expect(fileNameOf('', 'application/octet-stream', 'download')).toBe('download');
	});
});
