package corpus

import (
	"cmp"
	"slices"
	"strings"
)

// A cell is a value of a record under the name that its source has for it.
type cell struct {
	name   string
	text   string
	list   []string // of an array: its values, text is empty
	nested bool     // text is JSON, not to be taken for a text of the document
}

func (c *cell) empty() bool { return c.text == "" && len(c.list) == 0 }

// usualNames are the names that columns of a field usually have, the best
// first, in the form of [plainName]. The name and the code of the field itself
// come before them.
var usualNames = [...]struct{ field, names string }{
	{"date", "rq 日期 pubdate publishdate publicationdate datepublished dateofpublication pubtime publishtime published publishedat createdat issuedate time datetime 发布时间 发布日期 出版日期 发表时间 刊发日期 时间 year 年份 年"},
	{"title", "bt 标题 headline 题目 题名 主标题 篇名"},
	{"body", "zw 正文 content contents text fulltext article articlebody 全文 内容 文本 正文内容 文章内容"},
	{"kicker", "yt 引题 肩题"},
	{"subtitle", "ft 副题 副标题"},
	{"paper", "newspaper 报纸 报名"},
	{"issue", "zq 总期 期号 issuenumber"},
	{"page", "bh 版号 版次 版面 pagenumber pageno 版"},
	{"item", "th 条号 itemnumber"},
	{"section", "bm 版名 版面名称"},
	{"author", "zz 作者 authors byline 记者 creator"},
	{"class", "fl 分类 分类号 classes 中图分类号"},
	{"column", "lm 栏目 columns 栏目名称"},
	{"keyword", "gj 关键 关键词 关键字 keywords"},
	{"genre", "tc 体裁 文体 genres"},
}

// A slot is where cells of a name go: a field, and before (less than) which
// others for it.
type slot struct {
	target int // -1: kept by its name
	rank   int
	named  bool // by the user
}

// usualSlots is usualNames by name.
func usualSlots() map[string]slot {
	slots := make(map[string]slot)
	for _, u := range usualNames {
		t := targetOf(u.field)
		for rank, name := range append([]string{u.field}, strings.Fields(u.names)...) {
			slots[name] = slot{target: t, rank: rank}
		}
	}
	return slots
}

var slotsByName = usualSlots()

// plainName makes one of publish_date, Publish Date and publishDate.
func plainName(name string) string { return strings.ToLower(joinName.Replace(name)) }

var joinName = strings.NewReplacer("_", "", "-", "", " ", "", "　", "", "\u00a0", "", byteOrderMark, "")

// A mapping puts the cells of one file into documents.
type mapping struct {
	profile *Profile
	named   map[string]slot
	byUser  []bool          // by target: the user said which columns it has
	slots   map[string]slot // of the names met, up to maxColumns
	columns []string        // these names, in the order they were met
	has     []bool          // by target: a column of it was met
	told    [numNamedTargets]bool
	best    []int // of the record at hand: by target, the cell that it gets; -1
}

// maxColumns is how many names of columns are remembered.
const maxColumns = 1000

func newMapping(p *Profile) *mapping {
	m := &mapping{
		profile: p, named: make(map[string]slot), slots: make(map[string]slot),
		byUser: make([]bool, len(targets)), has: make([]bool, len(targets)), best: make([]int, len(targets)),
	}
	if p == nil {
		return m
	}
	for field, columns := range p.Map {
		t := targetOf(field)
		if t >= 0 {
			m.byUser[t] = true
		}
		for rank, column := range columns {
			m.named[column] = slot{target: t, rank: rank, named: true}
		}
	}
	return m
}

// slot returns where cells of the name go.
func (m *mapping) slot(name string) slot {
	if p, ok := m.slots[name]; ok {
		return p
	}
	p, ok := m.named[strings.TrimSpace(strings.Trim(name, byteOrderMark))]
	if !ok {
		if p, ok = slotsByName[plainName(name)]; !ok || m.byUser[p.target] {
			p = slot{target: -1}
		}
	}
	if p.target >= 0 {
		m.has[p.target] = true
	}
	if len(m.slots) < maxColumns {
		m.slots[name] = p
		m.columns = append(m.columns, name)
	}
	return p
}

// fill puts the cells into the document and tells d of what is odd.
func (m *mapping) fill(d *rowDecoder, doc *Document, cells []cell) {
	for t := range m.best {
		m.best[t] = -1
	}
	for i := range cells {
		c := &cells[i]
		p := m.slot(c.name)
		if p.target < 0 || c.empty() {
			continue
		}
		t := &targets[p.target]
		switch {
		case t.text && c.nested:
		case t.many != nil:
			m.addTo(t.many(doc), c, t.name)
			m.best[p.target] = i
		case m.best[p.target] < 0 || m.better(p, c, &cells[m.best[p.target]]):
			m.best[p.target] = i
		}
	}
	for i := range cells {
		c := &cells[i]
		switch p := m.slot(c.name); {
		case c.empty():
		case c.name == restKey && c.nested && doc.takeRest(c.text):
		case p.target >= 0 && (m.best[p.target] == i || targets[p.target].many != nil):
			if targets[p.target].one != nil {
				m.set(d, doc, p, c)
			}
		default:
			if p.target >= 0 && c.name == cells[max(0, m.best[p.target])].name && !c.nested {
				d.problem(doc.Line, Repeated, "a second %q; the first is kept as the value, this one by its name", c.name)
			}
			keepCell(doc, c)
		}
	}
	m.lacks(d, doc)
}

// better tells whether the cell c, of slot p, goes before the cell old of the
// same target. A date that is one goes before one that is none.
func (m *mapping) better(p slot, c, old *cell) bool {
	q := m.slot(old.name)
	if p.target == targetDate {
		_, ok := m.readDate(p, c)
		if _, was := m.readDate(q, old); ok != was {
			return ok
		}
	}
	return p.rank < q.rank
}

// readDate reads the date of a cell. A bare number of seconds is one only where
// the user said that the column is the date.
func (m *mapping) readDate(p slot, c *cell) (Date, bool) {
	text := c.single("")
	if d, ok := ReadDate(text); ok {
		return d, true
	}
	if p.named {
		return readTimestamp(trim(text))
	}
	return Date{}, false
}

// single is the cell as one text, the values of a list joined by sep.
func (c *cell) single(sep string) string {
	switch {
	case len(c.list) == 0:
		return c.text
	case len(c.list) == 1 || sep == "":
		return c.list[0]
	}
	return strings.Join(c.list, sep)
}

// set gives the field of one value the cell. A list makes paragraphs of a text;
// of any other field its first value is taken and the others are kept by name.
func (m *mapping) set(d *rowDecoder, doc *Document, p slot, c *cell) {
	t := &targets[p.target]
	if t.text {
		*t.one(doc) = c.single("\n")
		if p.target != targetBody {
			*t.one(doc) = trim(*t.one(doc))
		}
		return
	}
	*t.one(doc) = trim(c.single(""))
	if len(c.list) > 1 {
		keepCell(doc, &cell{name: c.name, list: c.list[1:]})
	}
	if p.target == targetDate && doc.DateText != "" {
		var ok bool
		if doc.Date, ok = m.readDate(p, c); !ok {
			d.problem(doc.Line, BadDate, "date %q is not a date; kept as text", excerpt([]byte(doc.DateText)))
		}
	}
}

// addTo adds the values of the cell to a list.
func (m *mapping) addTo(list *[]string, c *cell, field string) {
	for _, v := range c.list {
		*list = appendNew(*list, trim(v))
	}
	if len(c.list) == 0 && c.nested {
		*list = appendNew(*list, c.text)
	} else {
		*list = appendValues(*list, c.text, m.profile.separators(field))
	}
}

// keepCell takes the cell by its name.
func keepCell(doc *Document, c *cell) {
	for _, v := range c.list {
		doc.Fields = append(doc.Fields, Field{Code: c.name, Value: v})
	}
	if v := trim(c.text); v != "" {
		doc.Fields = append(doc.Fields, Field{Code: c.name, Value: v})
	}
}

// lacks says which of date and title the record does not have: each time where
// its file has a column of that, once where it has none.
func (m *mapping) lacks(d *rowDecoder, doc *Document) {
	lack := func(target int, code Code, value, constant string) {
		switch {
		case value != "" || constant != "":
		case m.has[target]:
			d.problem(doc.Line, code, "record without a %s", targets[target].name)
		case !m.told[target]:
			m.told[target] = true
			d.problem(doc.Line, code, "record without a %s, and no column of one; not told of again", targets[target].name)
		}
	}
	var constants map[string]string
	if m.profile != nil {
		constants = m.profile.Constants
	}
	lack(targetDate, NoDate, doc.DateText, constants["date"])
	lack(targetTitle, NoTitle, doc.Title, constants["title"])
}

// missing says which columns the file turned out not to have: those that the
// user named, and any of a text.
func (m *mapping) missing(d *rowDecoder) {
	if len(m.columns) == 0 {
		return
	}
	names := m.columns
	more := ""
	if len(names) > 30 {
		names, more = names[:30], ", …"
	}
	have := strings.Join(names, ", ") + more
	if m.profile != nil {
		for _, column := range m.unmet() {
			d.problem(0, NoColumn, "no column %q, from which %s was to be read (there are %s)", column, m.fieldOf(column), have)
		}
	}
	if !m.has[targetBody] && !m.byUser[targetBody] {
		d.problem(0, NoColumn, "no column is known to hold the body (there are %s); name it with --map body=COLUMN", have)
	}
}

// unmet lists the columns that the user named and the file does not have, of
// fields that have none of theirs.
func (m *mapping) unmet() []string {
	var names []string
	for column, p := range m.named {
		if p.target >= 0 && !m.has[p.target] {
			names = append(names, column)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		p, q := m.named[a], m.named[b]
		return cmp.Or(cmp.Compare(p.target, q.target), cmp.Compare(p.rank, q.rank))
	})
	return names
}

func (m *mapping) fieldOf(column string) string { return targets[m.named[column].target].name }
