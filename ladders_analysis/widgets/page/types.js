// The records that Python sends, for editors: `ladders_analysis/exploring/views.py` says what they
// mean. Nothing here runs, and nothing of it is sent to the browser.

/**
 * @typedef {Record<string, string>} Behind What a part of a picture stands for.
 * @typedef {{fill: string, ink: string, hatch: string}} Paint
 * @typedef {{label: string, value: string, under: string}} Option
 * @typedef {{name: string, label: string, options: Option[], value: string}} Control
 * @typedef {{word: string, paint: Paint, sign: string, pupils: ?number}} Key
 * @typedef {{word: string, count: number, paint: Paint, behind: Behind}} Segment
 * @typedef {{label: string, group: string, said: string, beside: string, of_all: number,
 *   segments: Segment[], behind: Behind}} Bar
 * @typedef {{kind: "bars", title: string, under: string, note: string, said_head: string,
 *   beside_head: string, longest: number, keys: Key[], rows: Bar[]}} Bars
 * @typedef {{word: string, side: "start"|"end", pupils: number, top: number, bottom: number,
 *   paint: Paint, behind: Behind}} FlowNode
 * @typedef {{start: string, end: string, pupils: number, direction: string, sign: string,
 *   start_top: number, start_bottom: number, end_top: number, end_bottom: number, paint: Paint,
 *   behind: Behind}} FlowBand
 * @typedef {{kind: "flow", title: string, under: string, note: string, start: string, end: string,
 *   pupils: number, keys: Key[], nodes: FlowNode[], bands: FlowBand[]}} Flow
 * @typedef {{id: string, text: string, ladder: string, year: string, key: boolean,
 *   states: number[], behind: Behind}} GridStatement
 * @typedef {{id: string, name: string, missed: number, cells: string, behind: Behind}} GridPupil
 * @typedef {{kind: "grid", title: string, under: string, note: string, keys: Key[],
 *   statements: GridStatement[], pupils: GridPupil[]}} GapGrid
 * @typedef {{kind: "message", title: string, detail: string}} Message
 * @typedef {{caption: string, columns: string[], rows: string[][]}} TableView
 * @typedef {{pupil: string, name: string, class_name: string, subject: string, then: string,
 *   now: string, outcome: string, because: string, ask: string}} BehindRow
 * @typedef {{title: string, rows: BehindRow[], more: number}} BehindView
 * @typedef {{text: string, ladder: string, year: string, key: boolean, state: number,
 *   judged: string, on: string, evidence: string, note: string, earlier: string[]}} StatementLine
 * @typedef {{title: string, sentences: string[], teacher: string[], conversations: string[],
 *   ask: string, statements: StatementLine[]}} PupilView
 * @typedef {{sentences: string[], picture: Bars|Flow|GapGrid|Message, table: ?TableView}} PartView
 * @typedef {{seq: number, trouble: string, selection: Record<string, any>, controls: Control[],
 *   part: ?PartView, behind: ?BehindView, pupil: ?PupilView, link: string, code: string,
 *   remark: string}} View
 * @typedef {{uid: string, width: number}} Room What a drawing must know of its surroundings.
 * @typedef {{figure: HTMLElement, at: Map<string, Element>}} Drawn A picture, and which of its
 *   parts stands for what.
 */
export {};
