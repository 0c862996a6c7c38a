import { labelOf } from '../../../../nodes/ThreeCx/request/labels';

describe('labels of fields', () => {
	it.each([
		['clientTimeZone', 'Client Time Zone'],
		['IPAddrMask', 'IP Address Mask'],
		['DstRecId', 'Destination Recording ID'],
		['LocalIPv4', 'Local IPv4'],
		['HttpsPort', 'HTTPS Port'],
		['VMPIN', 'Voicemail PIN'],
	])('writes %s as %s', (name, label) => {
		expect(labelOf(name)).toBe(label);
	});
});
