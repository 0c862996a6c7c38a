import { setUp } from './setUp';
import { getLogos, runNode } from './threeCx';

describe('the test engine', () => {
	it('fails an execution that shows a key', async () => {
		const { engine, credential } = await setUp({ logos: [{ Filename: 'standin-api-key', DisplayName: null }] });
		await expect(runNode(engine, { parameters: getLogos(), credential })).rejects.toThrow('An execution shows 1 secret');
	});
});
