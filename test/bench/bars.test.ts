import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMet, readResults, tableOf, writeResults, type Bar } from '../../bench/bars';

const load: Bar = { name: 'Load', value: 1.5, goal: 1 };
const size: Bar = { name: 'Size', value: 100.4, goal: 120, unit: 'KB' };
const speed: Bar = { name: 'Speed', value: 0.95, goal: 0.9, isAtLeast: true };

describe('bars', () => {
	it('are met at the goal and on its better side', () => {
		expect([load, size, speed].map(isMet)).toEqual([false, true, true]);
		expect(isMet({ ...load, value: 1 })).toBe(true);
		expect(isMet({ ...speed, value: 0.89 })).toBe(false);
	});

	it('stand beside their goals', () => {
		expect(tableOf([load, size, speed])).toEqual({
			Load: { measured: 'x1.50', goal: 'at most x1.00', verdict: 'missed' },
			Size: { measured: '100 KB', goal: 'at most 120 KB', verdict: 'met' },
			Speed: { measured: 'x0.95', goal: 'at least x0.90', verdict: 'met' },
		});
	});

	it('stand beside an earlier run, as far as it has them', () => {
		expect(tableOf([load, size], [{ ...load, value: 2 }, speed])).toEqual({
			Load: { measured: 'x1.50', goal: 'at most x1.00', verdict: 'missed', before: 'x2.00', 'of before': 'x0.75' },
			Size: { measured: '100 KB', goal: 'at most 120 KB', verdict: 'met' },
		});
	});
});

describe('results', () => {
	const folder = mkdtempSync(join(tmpdir(), 'threecx-bars-'));
	const path = join(folder, 'results.json');

	afterAll(() => {
		rmSync(folder, { recursive: true });
	});

	it('are read as they were written', () => {
		const results = { measuredAt: '2026-11-29T12:00:00.000Z', runs: 7, isQuick: false, bars: [load, size, speed] };
		writeResults(path, results);
		expect(readResults(path)).toEqual(results);
	});

	it('are not read from another file', () => {
		writeFileSync(path, '{}');
		expect(() => readResults(path)).toThrow(`${path} has no bars: it was not written by bench`);
	});
});
