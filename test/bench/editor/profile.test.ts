import { LINES, sharesOf } from '../../../bench/editor/profile';

const VUE = 'http://n8n/assets/vue.runtime.esm-bundler-1.js';
const WORKFLOW = 'http://n8n/assets/src-1.js';

const frame = (functionName: string, url = '') => ({ functionName, scriptId: '1', url, lineNumber: 0, columnNumber: 0 });

/** The sources of functions by their shortened names; as n8n 2.41.1 has them. */
const SOURCES = new Map([
	['bl', '(e,t)=>e.some(e=>{if(e&&typeof e==`object`&&e._cnd&&Object.keys(e).length===1){'],
	['xl', 'xl(e,t,n,r,i,a=`displayOptions`){if(!t[a])return!0;let{show:o,hide:s}=t[a];'],
	['Dl', '(e,t,n,r,i,a,o){let{nodeValuesRoot:s,parameterDependencies:c}=o??{},'],
	['jg', '(e,t)=>{let n=[];return e?.credentials&&e.credentials.length>0&&e.credentials.forEach(r=>{'],
	['Pl', '(e,t,n,r){let i={},a;if(t.disabled===!0||r?.includes(t.name))return null;'],
]);

describe('the shares of a CPU profile', () => {
	it('charge who looks at each parameter for all that is called for it, and others for their own file', () => {
		const nodes = [
			{ id: 1, callFrame: frame('(root)'), children: [2, 3, 4, 5] },
			{ id: 2, callFrame: frame('(idle)') },
			{ id: 3, callFrame: frame('(garbage collector)') },
			{ id: 4, callFrame: frame('get', VUE), children: [10] },
			{ id: 5, callFrame: frame('Dl', WORKFLOW), children: [6, 8] },
			{ id: 6, callFrame: frame('xl', WORKFLOW), children: [7] },
			{ id: 7, callFrame: frame('get', VUE) },
			{ id: 8, callFrame: frame('sort') },
			{ id: 9, callFrame: frame('never called', WORKFLOW) },
			{ id: 10, callFrame: frame('toString') },
		];
		const samples = [2, 3, 4, 5, 6, 7, 8, 10];
		// The first is the time before the first sample.
		const timeDeltas = [500_000, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000];
		const profile = { nodes, samples, timeDeltas, startTime: 0, endTime: 0 };
		expect(sharesOf(profile, ({ functionName }) => SOURCES.get(functionName) ?? '')).toEqual({
			'garbage collection': 2,
			Vue: 4,
			'values and defaults': 8 + 64,
			'which parameters are shown': 16 + 32,
			'browser: DOM and other calls': 0,
		});
	});

	it.each([
		['bl', 'which parameters are shown'],
		['xl', 'which parameters are shown'],
		['Dl', 'values and defaults'],
		['jg', 'which field chooses the credential'],
		['Pl', 'what is wrong with values'],
	])('know %s by its source', (functionName, owner) => {
		const profile = { nodes: [{ id: 1, callFrame: frame(functionName, WORKFLOW) }], samples: [1, 1], timeDeltas: [0, 3_000], startTime: 0, endTime: 0 };
		expect(sharesOf(profile, () => SOURCES.get(functionName) ?? '')).toEqual({ [owner]: 3 });
		expect(LINES).toContain(owner);
	});
});
