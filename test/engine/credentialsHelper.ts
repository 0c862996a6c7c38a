import {
	ICredentialsHelper,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type ICredentials,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type IDataObject,
	type INode,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/**
 * Credentials in memory, copied on every read and write as through n8n's database. n8n's own helper is bound to that
 * database and not part of n8n-core; this one takes the same decisions about authentication and renewal.
 *
 * Source: n8n, packages/cli/src/credentials-helper.ts.
 */
export class MemoryCredentials extends ICredentialsHelper {
	private readonly stored = new Map<string, ICredentialDataDecryptedObject>();

	private readonly everStored = new Set<string>();

	constructor(private readonly types: readonly ICredentialType[]) {
		super();
	}

	/** Stores a credential and returns the reference that a node carries. */
	add(data: ICredentialDataDecryptedObject): INodeCredentialsDetails {
		const reference = { id: String(this.stored.size + 1), name: `Credential ${this.stored.size + 1}` };
		this.remember(data);
		this.stored.set(reference.id, structuredClone(data));
		return reference;
	}

	/** Every API key and token that was ever stored: none of them may show in what an execution leaves behind. */
	get secrets(): readonly string[] {
		return [...this.everStored];
	}

	private remember({ apiKey, accessToken, oauthTokenData }: ICredentialDataDecryptedObject): void {
		const { access_token, refresh_token, id_token } = (oauthTokenData ?? {}) as IDataObject;
		for (const secret of [apiKey, accessToken, access_token, refresh_token, id_token]) {
			if (typeof secret === 'string' && secret.length >= 4) this.everStored.add(secret);
		}
	}

	/** The stored fields of a credential, tokens included. */
	read({ id }: INodeCredentialsDetails): Record<string, string | boolean> {
		const data = this.stored.get(id ?? '');
		if (!data) throw new Error(`No credential with id ${id}`);
		return structuredClone(data) as Record<string, string | boolean>;
	}

	/** Changes fields of a stored credential, as a person does who edits it. */
	edit(reference: INodeCredentialsDetails, changes: ICredentialDataDecryptedObject): void {
		this.remember(changes);
		this.stored.set(reference.id ?? '', { ...this.read(reference), ...structuredClone(changes) });
	}

	private typeOf(name: string): ICredentialType {
		const type = this.types.find((candidate) => candidate.name === name);
		if (!type) throw new Error(`Unknown credential type ${name}`);
		return type;
	}

	getParentTypes(type: string): string[] {
		return this.typeOf(type).extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.typeOf(type).properties;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.typeOf(typeName);
		if (typeof authenticate !== 'function') throw new Error(`${typeName} has no authenticate function`);
		return await authenticate(credentials, requestOptions as IHttpRequestOptions);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { properties, preAuthentication } = this.typeOf(typeName);
		const expirable = properties.find(({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable);
		const reference = node.credentials?.[typeName];
		if (!expirable || !preAuthentication || !reference) return undefined;
		if (credentials[expirable.name] !== '' && !credentialsExpired) return undefined;
		const output = (await preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
		if (output[expirable.name] === undefined) return undefined;
		this.edit(reference, output);
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.typeOf(typeName);
		return (await preAuthentication?.call(helpers, credentials)) as ICredentialDataDecryptedObject | undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Not used by the engine');
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		reference: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const defaults = Object.fromEntries(
			this.typeOf(type).properties.map(({ name, default: value }) => [name, value]),
		) as ICredentialDataDecryptedObject;
		return withExpressions({ ...defaults, ...this.read(reference) });
	}

	async updateCredentials(
		reference: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.edit(reference, data);
	}

	async updateCredentialsOauthTokenData(
		reference: INodeCredentialsDetails,
		_type: string,
		{ oauthTokenData = {} }: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.edit(reference, { oauthTokenData });
	}
}

const nowhere = { name: 'Credential', type: 'test.none', typeVersion: 1, id: 'none', position: [0, 0] as [number, number], parameters: {} };

/** A type of node that n8n's expressions need to belong to, and that nothing runs. */
const noType: INodeType = {
	description: { displayName: '', name: '', group: [], version: 1, description: '', defaults: {}, inputs: [], outputs: [], properties: [] },
};

/** Evaluates the expressions among the fields of a credential, which refer to each other by `$self`. */
function withExpressions(data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
	if (!Object.values(data).some((value) => typeof value === 'string' && value.startsWith('='))) return data;
	const nodeTypes = { getByName: () => noType, getByNameAndVersion: () => noType, getKnownTypes: () => ({}) };
	const { expression } = new Workflow({ nodes: [nowhere], connections: {}, active: false, nodeTypes });
	const evaluated = expression.getComplexParameterValue(nowhere, data as INodeParameters, 'internal', {}, undefined, undefined, data);
	return evaluated as ICredentialDataDecryptedObject;
}
