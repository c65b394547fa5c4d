// Where things stand: the places from the page's data, moved down below rows that are opened.

const places = read("places");
const network = read("network");
// whoever is there on earlier days only has no spot today
for (let index = places.spots.length; index < people.length; index += 1) places.spots.push([0, 0, 0]);
const rowOf = (index) => places.spots[index][0];
const columnOf = (index) => places.spots[index][1];
const isFolded = (index) => places.spots[index][2] === 1;
const rowKey = (row) => String(places.rows[row].level ?? "unknown");

// How far each row stands below its place, and how high it is, while some rows are open.
function rowsNow() {
  const open = openRows();
  let down = 0;
  return places.rows.map((row, number) => {
    const extra = open.has(rowKey(number)) ? row.extra : 0;
    const now = { number, level: row.level, top: row.top + down, height: row.height + extra, open: extra > 0, down };
    down += extra;
    return now;
  });
}

const isUnfolded = (index) => people[index].there && (!isFolded(index) || openRows().has(rowKey(rowOf(index))));
const isShown = (index) => isUnfolded(index) && (!inNetwork() || isPlaced(index));
const foldedIn = (row) => people.filter((person, index) => rowOf(index) === row && isFolded(index) && fits(person)).length;
const foldedNow = () => people.filter((person, index) => !isUnfolded(index) && fits(person)).length;

// Ours who care for somebody that fits stay on the map as context, though they do not count.
function drawnAs(index) {
  if (fits(people[index])) return "full";
  const context = linesOf[index].some((line) => fits(people[partner(line, index)]) && line.own === index);
  return context ? "context" : "pale";
}
