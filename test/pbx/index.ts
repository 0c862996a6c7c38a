/** A mock of a 3CX PBX: its Configuration API (XAPI) over HTTP, for tests and the demo. */
export { faults } from './server/faults';
export { sampleLogos, sampleTemplates, sampleUsers } from './data/samples';
export { sampleRow } from './data/sampleValues';
export { sampleCalls } from './history/sampleCalls';
export { scriptedDay } from './history/scriptedDay';
export type { CallPlan, HappenedCall, LegPlan, RecordingPlan } from './history/callPlan';
export { startPbx } from './server/server';
export type { ApiClient, EtagMode, Fault, NextLinkMode, Pbx, PbxOptions, RecordedRequest, Row } from './types';
