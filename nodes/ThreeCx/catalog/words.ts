/** Words that are not written as they stand in 3CX's identifiers. */
const spellings: Record<string, string> = {
	addr: 'Address',
	ai: 'AI',
	an: 'Answered',
	api: 'API',
	avg: 'Average',
	cdr: 'CDR',
	cpu: 'CPU',
	crm: 'CRM',
	crmt: 'CRM',
	csv: 'CSV',
	db: 'DB',
	dbms: 'DBMS',
	dect: 'DECT',
	descr: 'Description',
	dest: 'Destination',
	did: 'DID',
	dn: 'DN',
	dns: 'DNS',
	dst: 'Destination',
	dtmf: 'DTMF',
	dur: 'Duration',
	e164: 'E.164',
	email: 'Email',
	fqdn: 'FQDN',
	ftp: 'FTP',
	fwd: 'Forward',
	fxs: 'FXS',
	gdpr: 'GDPR',
	ge: 'Get',
	geo: 'Geo',
	gpu: 'GPU',
	html: 'HTML',
	http: 'HTTP',
	https: 'HTTPS',
	iam: 'IAM',
	id: 'ID',
	ids: 'IDs',
	ifaces: 'Interfaces',
	ip: 'IP',
	ips: 'IPs',
	ipv4: 'IPv4',
	ipv6: 'IPv6',
	json: 'JSON',
	jwks: 'JWKS',
	lan: 'LAN',
	led: 'LED',
	mac: 'MAC',
	mcp: 'MCP',
	mcu: 'MCU',
	msg: 'Message',
	oauth: 'OAuth',
	openai: 'OpenAI',
	pbx: 'PBX',
	pcalls: 'Parked Calls',
	perc: 'Percentage',
	pin: 'PIN',
	prov: 'Provisioning',
	rec: 'Recording',
	retreive: 'Retrieve',
	sbc: 'SBC',
	sbcs: 'SBCs',
	sftp: 'SFTP',
	sid: 'SID',
	sip: 'SIP',
	sla: 'SLA',
	sms: 'SMS',
	smtp: 'SMTP',
	src: 'Source',
	srtp: 'SRTP',
	ssl: 'SSL',
	stun: 'STUN',
	tcp: 'TCP',
	tls: 'TLS',
	ts: 'Time',
	udp: 'UDP',
	ui: 'UI',
	un: 'Unanswered',
	uri: 'URI',
	url: 'URL',
	utc: 'UTC',
	vlan: 'VLAN',
	vm: 'Voicemail',
	vmpin: 'Voicemail PIN',
	webrtc: 'WebRTC',
	xfer: 'Transfer',
	xml: 'XML',
};

/** Names that must not be cut at their capitals. */
const WHOLE = /^(IPv[46]|OAuth|OpenA[Ii]|[Ee]164|M365|MS365|VMPIN|EMail|S3|2FA|[A-Z]+s(?![a-z]))/;

/** The parts of an identifier as they stand there: `ListDidNumbers` → `List`, `Did`, `Numbers`. */
export function partsOf(identifier: string): string[] {
	const found: string[] = [];
	let rest = identifier;
	while (rest !== '') {
		const part =
			WHOLE.exec(rest)?.[0] ?? /^([A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+)/.exec(rest)?.[0];
		if (part !== undefined) found.push(part);
		rest = rest.slice(part?.length ?? 1);
	}
	return found;
}

const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The words of an identifier in Title Case, with acronyms as people write them: `GetDidNumbers` → `Get`, `DID`, `Numbers`. */
export function wordsOf(identifier: string): string[] {
	return partsOf(identifier).map((part) => {
		const key = part.toLowerCase();
		return Object.hasOwn(spellings, key) ? (spellings[key] ?? part) : capitalized(part);
	});
}
