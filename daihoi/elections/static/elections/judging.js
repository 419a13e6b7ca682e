// What a paper is, by the table the server sends: the same reading as rules.elections.ballots, so
// that the teller sees it before she sends the paper. The server judges again and has the last word.
const DECIDES = new Set(["invalid", "blank"]);
const TWO_SIDED = new Set(["agree_disagree", "yes_no_abstain", "symbol"]);

// marks: numbers of marked boxes; faults: codes; written: how many outsiders
export function judge(table, marks, faults, written = 0) {
  const fault = decidingFault(table, faults, written);
  if (fault) return { ...fault, elected: [], unclear: [] };
  const { elected, refused, unclear } = read(table, marks);
  const verdict = verdictOf(table, marks, elected.length + (table.counts_written ? written : 0), refused.length);
  const told = table.verdicts[verdict];
  return told.paper === "valid" ? { ...told, elected, unclear } : { ...told, elected: [], unclear: [] };
}

function decidingFault(table, faults, written) {
  let doubtful = null;
  for (const fault of table.faults) {
    if (!faults.includes(fault.code) && !(fault.code === "outsider" && written)) continue;
    if (DECIDES.has(fault.paper)) return fault;
    if (fault.paper === "doubtful") doubtful ??= fault;
  }
  return doubtful;
}

function read(table, marks) {
  const set = new Set(marks);
  const elected = [];
  const refused = [];
  const unclear = [];
  for (let at = 0; at < table.names; at += 1) {
    const first = set.has(at);
    const second = set.has(table.names + at);
    if (table.style === "strike_out") (first ? refused : elected).push(at);
    else if (!TWO_SIDED.has(table.style)) first && elected.push(at);
    else if (first === second) unclear.push(at);
    else (first ? elected : refused).push(at);
  }
  return { elected, refused, unclear };
}

function verdictOf(table, marks, elected, refused) {
  if (table.names === 1 && !elected) {
    if (table.style === "strike_out") return "single_struck";
    return { 0: "single_none", 2: "single_both" }[marks.length] ?? "undervote";
  }
  if (elected > table.seats) return "overvote";
  if (elected) return elected === table.seats ? "full" : "undervote";
  return refused === table.names && TWO_SIDED.has(table.style) ? "all_disagree" : "zero_vote";
}
