import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { readSecret, SECRET_REMEDY, weaknessOf } from './secret';

/** The credential type that holds the secret of CRM templates. */
export const CRM_CREDENTIAL = 'threeCxCrmApi';

/** Tests a 3CX CRM credential. Nobody can be asked whether the secret is right, only whether it is one. */
export async function checkSecret(this: ICredentialTestFunctions, { data }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	const weakness = weaknessOf(readSecret(data ?? {}));
	if (weakness !== undefined) return { status: 'Error', message: `${weakness}. ${SECRET_REMEDY}` };
	return { status: 'OK', message: 'The secret is long enough' };
}
