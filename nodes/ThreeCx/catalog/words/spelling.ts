/** Words that are not written as they stand in 3CX's identifiers. */
const spellings: Record<string, string> = {
	addr: 'Address',
	ai: 'AI',
	an: 'Answered',
	api: 'API',
	avg: 'Average',
	blfs: 'BLFs',
	cdr: 'CDR',
	cimd: 'CIMD',
	cpu: 'CPU',
	crm: 'CRM',
	crmt: 'CRM',
	csv: 'CSV',
	db: 'DB',
	dbms: 'DBMS',
	dcr: 'DCR',
	dect: 'DECT',
	dects: 'DECTs',
	descr: 'Description',
	dest: 'Destination',
	did: 'DID',
	dn: 'DN',
	dns: 'DNs',
	dnstr: 'DN List',
	dst: 'Destination',
	dt: 'Date',
	dtmf: 'DTMF',
	dur: 'Duration',
	e164: 'E.164',
	email: 'Email',
	erp: 'ERP',
	fileid: 'File ID',
	fqdn: 'FQDN',
	ftp: 'FTP',
	fwd: 'Forward',
	fxs: 'FXS',
	g711: 'G.711',
	gdpr: 'GDPR',
	ge: 'Get',
	geo: 'Geo',
	gpu: 'GPU',
	html: 'HTML',
	http: 'HTTP',
	https: 'HTTPS',
	iam: 'IAM',
	iana: 'IANA',
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
	lldp: 'LLDP',
	mac: 'MAC',
	macs: 'MACs',
	mcp: 'MCP',
	mcu: 'MCU',
	msg: 'Message',
	mysql: 'MySQL',
	oauth: 'OAuth',
	openai: 'OpenAI',
	openid: 'OpenID',
	opts: 'Options',
	pbx: 'PBX',
	perc: 'Percentage',
	pin: 'PIN',
	preffix: 'Prefix',
	prov: 'Provisioning',
	rec: 'Recording',
	retreive: 'Retrieve',
	rfc: 'RFC',
	rpc: 'RPC',
	rps: 'RPS',
	sbc: 'SBC',
	sbcs: 'SBCs',
	sftp: 'SFTP',
	sid: 'SID',
	sip: 'SIP',
	sla: 'SLA',
	sms: 'SMS',
	smtp: 'SMTP',
	sql: 'SQL',
	src: 'Source',
	srtp: 'SRTP',
	ssl: 'SSL',
	sso: 'SSO',
	stun: 'STUN',
	t38: 'T.38',
	tcp: 'TCP',
	tcx: '3CX',
	tls: 'TLS',
	ts: 'Time',
	udp: 'UDP',
	ui: 'UI',
	un: 'Unanswered',
	uri: 'URI',
	uris: 'URIs',
	url: 'URL',
	useragent: 'User Agent',
	utc: 'UTC',
	vectorid: 'Vector ID',
	vlan: 'VLAN',
	vm: 'Voicemail',
	vmail: 'Voicemail',
	vmpin: 'Voicemail PIN',
	webrtc: 'WebRTC',
	xfer: 'Transfer',
	xml: 'XML',
};

/** Names that must not be cut at their capitals, and cuts that capitals do not show. */
const UNSPLITTABLE = new RegExp(
	`^(${[
		'I[Pp][Vv][46]|IP(?=in[A-Z])|SIP(?=ID)',
		'OAuth|Open(A[Ii]|Id(?=C))|M365|MS365|S3|2FA|3CX|MySql|ReCaptcha|SharePoint',
		'[Ee]164|G711|T38|LlDp|[Dd]nStr|VMPIN|VM(ail|enu)|EMail',
		'[A-Z]+s(?![a-z])',
	].join('|')})`,
);

/** The parts of an identifier as they stand there: `ListDidNumbers` → `List`, `Did`, `Numbers`. */
export function partsOf(identifier: string): string[] {
	const found: string[] = [];
	let rest = identifier;
	while (rest !== '') {
		const part =
			UNSPLITTABLE.exec(rest)?.[0] ?? /^([A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+)/.exec(rest)?.[0];
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
