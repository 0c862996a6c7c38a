import { parseFilter } from './filter';

const properties = {
	Name: 'string',
	Size: 'int32',
	Active: 'boolean',
	Ref: 'uuid',
	Day: 'datetime',
	Data: 'complex',
	Kind: 'Pbx.PeerType',
} as const;

const rows = [
	{ Name: "o'brien.png", Size: 5, Active: true, Ref: null, Day: '2026-03-01T00:00:00Z', Kind: 'Queue' },
	{ Name: 'OLD.png', Size: -2, Active: false, Ref: '3F2504E0-4F89-11D3-9A0C-0305E82C3301', Day: null },
	{ Name: null, Size: null, Active: null, Ref: null, Day: null },
];

function found(filter: string): number[] {
	const passes = parseFilter(filter, properties);
	return rows.flatMap((row, index) => (passes(row) ? [index] : []));
}

describe('$filter', () => {
	it('calls a row that is a primitive $it', () => {
		const passes = parseFilter("startswith($it,'a')", { $it: 'string' });
		expect(['ab', 'b'].filter(($it) => passes({ $it }))).toEqual(['ab']);
	});

	it.each<[string, number[]]>([
		["Name eq 'o''brien.png'", [0]],
		["Name ne 'OLD.png'", [0, 2]],
		['Name eq null', [2]],
		['null ne Name', [0, 1]],
		['Size gt 4', [0]],
		['Size ge -2 and Size lt 5', [1]],
		['Size le 4.5', [1]],
		['Active', [0]],
		['not Active', [1]],
		['Active eq true', [0]],
		["contains(Name,'png')", [0, 1]],
		["not contains(Name,'brien')", [1]],
		["startswith(tolower(Name), 'old')", [1]],
		["endswith(toupper(Name),'PNG')", [0, 1]],
		["Size eq 5 or Size eq -2 and Name eq 'x'", [0]],
		["(Size eq 5 or Size eq -2) and Name eq 'OLD.png'", [1]],
		["contains(Name,'x') or Size eq null", [2]],
		["Name eq 'a and b'", []],
		['Ref eq 3f2504e0-4f89-11d3-9a0c-0305e82c3301', [1]],
		['Day le 2026-03-01T01:00:00%2B01:00'.replace('%2B', '+'), [0]],
		['date(Day) ge 2026-03-01', [0]],
		['date(Day) lt 2026-03-01', []],
		["contains(Name,'and') eq false", [0, 1]],
		["Kind eq 'Queue'", [0]],
		["Pbx.PeerType'Queue' eq Kind", [0]],
		["Kind ne 'Extension'", [0, 1, 2]],
		['Kind eq null', [1, 2]],
	])('understands %s', (filter, expected) => {
		expect(found(filter)).toEqual(expected);
	});

	it.each([
		'',
		'Name',
		"Name eq 'x",
		"Name eq 'o'brien'",
		"Name eq'x'",
		'Name eq "x"',
		'Name eq x',
		"Name EQ 'x'",
		"Name == 'x'",
		"Name eq 'x' and",
		"Name eq 'x')",
		"(Name eq 'x'",
		"Name eq 'x' Name eq 'y'",
		"Name eq 'x'or Size eq 1",
		'Name eq 5',
		"Size eq '5'",
		'Size eq 5x',
		'Size eq 5-3',
		"Unknown eq 'x'",
		'constructor eq null',
		"length(Name) eq 5",
		"contains(Name)",
		"contains(Name,'a','b')",
		'contains(Size,5)',
		"not Name eq 'x'",
		'Size and Active',
		'date(Name) eq 2026-03-01',
		'Day ge 2026-03-01',
		"date(Day) eq '2026-03-01'",
		"Name in ('a','b')",
		'Size add 1 eq 2',
		'Data eq null',
		"Kind eq 'Nonsense'",
		"Kind eq Pbx.PeerType'Nonsense'",
		"Kind eq Pbx.Nonsense'Queue'",
		"Kind eq Other.PeerType'Queue'",
		'Kind eq Name',
		"Name eq Pbx.PeerType'Queue'",
		"contains(Kind,'Queue')",
		`${'('.repeat(5000)}Active${')'.repeat(5000)}`,
	])('refuses %p', (filter) => {
		expect(() => parseFilter(filter, properties)).toThrow('The query specified in the URI is not valid.');
	});
});
