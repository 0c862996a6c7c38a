import { documents } from '../../../../nodes/ThreeCx/catalog/facts/operations';
import { availabilityOf, knownVersions, lastReleaseWith, sinceText } from '../../../../nodes/ThreeCx/catalog/versions';

describe('releases', () => {
	it('are known once, however many documents name them', () => {
		expect(knownVersions).toEqual(['20.0.4', '20.0.5', '20.0.6', '20.0.7', '20.0.8', '20.0.9', '20.0.10']);
		expect(documents).toHaveLength(11);
	});

	it.each([
		['20.0.9', { lastWithout: '20.0.8', minimum: '20.0.9' }, '3CX 20.0.9+'],
		['20.0.7#3', { lastWithout: '20.0.6', partly: '20.0.7', minimum: '20.0.8' }, '3CX 20.0.8+'],
		// Nobody knows the next release.
		['20.0.10#2', { lastWithout: '20.0.9', partly: '20.0.10', minimum: undefined }, 'Some builds of 3CX 20.0.10'],
	])('that have what came with %s', (mark, availability, text) => {
		expect(availabilityOf(mark)).toEqual(availability);
		expect(sinceText(mark)).toBe(text);
	});

	it.each([
		['20.0.7#3', { release: '20.0.7', isPartly: false }],
		['20.0.7', { release: '20.0.7', isPartly: true }],
		['20.0.9', { release: '20.0.9', isPartly: false }],
	])('that had what %s had last', (mark, last) => {
		expect(lastReleaseWith(mark)).toEqual(last);
	});
});
