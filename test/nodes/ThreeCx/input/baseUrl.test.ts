import { pbxOrigin } from '../../../../nodes/ThreeCx/input/baseUrl';

describe('Base URL', () => {
	it.each([
		['https://pbx.example.com', 'https://pbx.example.com'],
		['  https://pbx.example.com/  ', 'https://pbx.example.com'],
		['https://pbx.example.com:5001/xapi/v1', 'https://pbx.example.com:5001'],
		['https://pbx.example.com/xapi/v1/', 'https://pbx.example.com'],
		['https://pbx.example.com/#/office/users', 'https://pbx.example.com'],
		['https://pbx.example.com/webclient/#/people?x=1', 'https://pbx.example.com'],
		['HTTPS://PBX.Example.com:443', 'https://pbx.example.com'],
		['http://192.168.1.2:5000', 'http://192.168.1.2:5000'],
		['https://[2001:db8::1]:5001/', 'https://[2001:db8::1]:5001'],
	])('%s is understood as %s', (pasted, origin) => {
		expect(pbxOrigin(pasted)).toBe(origin);
	});

	const example = 'e.g. https://pbx.example.com or https://pbx.example.com:5001.';
	it.each([
		['', `Base URL is empty. Enter the address of the PBX, ${example}`],
		['pbx.example.com', `Base URL must start with https:// (or http://), ${example}`],
		['ftp://pbx.example.com', `Base URL must start with https:// (or http://), ${example}`],
		['javascript:alert(1)', `Base URL must start with https:// (or http://), ${example}`],
		['https://', `Base URL isn't a valid address. Enter it like this: ${example}`],
		['https://pbx example.com', `Base URL isn't a valid address. Enter it like this: ${example}`],
		[
			'https://admin:pw@pbx.example.com',
			`Base URL can't contain a user name or password. Enter only the address, ${example}`,
		],
	])('%j is refused', (pasted, message) => {
		expect(() => pbxOrigin(pasted)).toThrow(message);
	});
});
