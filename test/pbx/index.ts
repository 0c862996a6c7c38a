/** A stand-in for a 3CX PBX: its Configuration API (XAPI) over HTTP, for tests and the demo. */
export { faults } from './faults';
export { sampleLogos, sampleTemplates, sampleUsers } from './samples';
export { sampleRow } from './sampleValues';
export { startPbx } from './server';
export type { ApiClient, EtagMode, Fault, NextLinkMode, Pbx, PbxOptions, RecordedRequest, Row } from './types';
