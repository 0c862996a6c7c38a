import { operations } from '../../../../nodes/ThreeCx/catalog';
import { formOf } from '../../../../nodes/ThreeCx/catalog/forms';
import { labelOf, valueLabelOf } from '../../../../nodes/ThreeCx/catalog/words/labels';

describe('labels of fields', () => {
	it.each([
		['clientTimeZone', 'Client Time Zone'],
		['IPAddrMask', 'IP Address Mask'],
		['DstRecId', 'Destination Recording ID'],
		['LocalIPv4', 'Local IPv4'],
		['HttpsPort', 'HTTPS Port'],
		['VMPIN', 'Voicemail PIN'],
		['queueDns', 'Queue Numbers'],
		['ringGroupDns', 'Ring Group Numbers'],
		['queueDnStr', 'Queue Numbers'],
		['TunAddressStr', 'Tun Address Str'],
		['startDt', 'Start'],
		['LoggedOutDt', 'Logged Out Time'],
		['hidePcalls', 'Hide Internal PBX Legs (hidePcalls)'],
		['PublicIPinSIP', 'Public IP in SIP'],
		['SIPID', 'SIP ID'],
		['IpV6BindingEnabled', 'IPv6 Binding Enabled'],
		['IPV4', 'IPv4'],
		['Is3CXFQDN', '3CX FQDN'],
		['DialCodeVMail', 'Dial Code Voicemail'],
		['EnableVMenuOutboundCalls', 'Enable Voicemail Menu Outbound Calls'],
		['EnableReCaptcha', 'Enable reCAPTCHA'],
		['RemoteMySqlConfig', 'Remote MySQL Configuration'],
		['SharePointPath', 'SharePoint Path'],
		['G711ToT38Fallback', 'G.711 to T.38 Fallback'],
		['Blfs', 'BLFs'],
		['macs', 'MAC Addresses'],
		['UseRpcForLocalPhones', 'Use RPC for Local Phones'],
		['RpsEnabled', 'RPS Enabled'],
		['OAuthCimdEnabled', 'OAuth CIMD Enabled'],
		['OAuthDcrEnabled', 'OAuth DCR Enabled'],
		['OAuthOpenIdConnectEnabled', 'OAuth OpenID Connect Enabled'],
		['fileid', 'File ID'],
		['vectorid', 'Vector ID'],
		['useragent', 'User Agent'],
		['RemotePBXPreffix', 'Remote PBX Prefix'],
		['opts', 'Options'],
		['TcxUpdate', '3CX Update'],
		['LlDpInfo', 'LLDP Info'],
		['RedirectUris', 'Redirect URIs'],
		['MS365SignInEnabled', 'Microsoft 365 Sign-In Enabled'],
		['LoggedInTime', 'Logged In Time'],
		['DialCodeLoggedInQueue', 'Dial Code Queue Login'],
		['AgentsInQueueCount', 'Agents in Queue Count'],
		['DealtWithCount', 'Dealt With Count'],
	])('writes %s as %s', (name, label) => {
		expect(labelOf(name)).toBe(label);
	});

	it('calls groups departments, except for ring groups and skill groups', () => {
		expect(['Groups', 'GroupNames', 'ringGroupDns', 'MaxWaitTimeSkillGroupValues'].map(labelOf)).toEqual([
			'Departments',
			'Department Names',
			'Ring Group Numbers',
			'Maximum Wait Time Skill Group Values',
		]);
	});

	it('never gives one form two equal labels', () => {
		const twice = operations.flatMap((operation) => {
			const labels = (formOf(operation)?.fields ?? []).map(({ name }) => labelOf(name));
			return labels.filter((label, index) => labels.indexOf(label) !== index).map((label) => `${operation.name}: ${label}`);
		});
		expect(twice).toEqual([]);
	});
});

describe('labels of values', () => {
	it.each([
		['RingAll', 'Ring All'],
		['HuntBy3s', 'Hunt by 3s'],
		['Engine3CXLocal', '3CX (Local)'],
		['M365', 'Microsoft 365'],
		['AllGroupsManagers', 'Managers of All Departments'],
		['ExtensionVoiceMail', 'Extension Voicemail'],
		['OutBoundCalls', 'Outbound Calls'],
	])('writes %s as %s', (value, label) => {
		expect(valueLabelOf(value)).toBe(label);
	});
});
