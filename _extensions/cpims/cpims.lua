-- What Pandoc's writers cannot do alone, for both engines:
-- PDF: the classes below become calls of the functions of that name in typst-template.typ; the list
-- in `.key-figures` is taken apart, since PDF/UA takes no grid for a list.
-- PDF: what is in another language than the book says so, with its direction.
-- HTML: header cells of a table say what they head.
-- HTML: a chart stands in the page itself, with words as words.
-- Word: key figures become a table; the PNG beside each SVG is used, since Word shows no SVG
-- without a fallback.

local spans = { "key-value", "key-label", "key-change", "key-caveat" }
local typst = FORMAT:match("typst")

local function raw(text)
  return pandoc.RawBlock("typst", text)
end

local function tiles(div)
  local blocks = pandoc.List()
  for _, block in ipairs(div.content) do
    if block.t == "BulletList" then
      blocks:insert(raw("#key-figures("))
      for _, item in ipairs(block.content) do
        blocks:insert(raw("["))
        blocks:extend(item)
        blocks:insert(raw("],"))
      end
      blocks:insert(raw(")"))
    else
      blocks:insert(block)
    end
  end
  return blocks
end

-- The call that sets text in a language of its own; nil without one.
local function spoken(attributes)
  local lang, dir = attributes.lang, attributes.dir
  if lang and dir then
    return '#text(lang: "' .. lang .. '", dir: ' .. dir .. ")["
  end
end

-- The key figures in Word: a table of what is counted, its number, and how it changed.
local head = {}

local function part(item, class)
  local found = pandoc.List()
  pandoc.Blocks(item):walk({
    Span = function(span)
      if span.classes:includes(class) then
        found:extend(span.content)
      end
    end,
  })
  return { pandoc.Plain(found) }
end

local function figures(list)
  local rows = list.content:map(function(item)
    return { part(item, "key-label"), part(item, "key-value"), part(item, "key-change") }
  end)
  local sides = { pandoc.AlignLeft, pandoc.AlignRight, pandoc.AlignLeft }
  local table = pandoc.SimpleTable({}, sides, { 0.4, 0.15, 0.45 }, head, rows)
  return pandoc.utils.from_simple_table(table)
end

local function words_of_head(meta)
  local words = meta.cpims and meta.cpims.words or {}
  for _, name in ipairs({ "key-figure", "key-number", "key-change" }) do
    local word = words[name] and pandoc.utils.stringify(words[name]) or ""
    table.insert(head, { pandoc.Plain({ pandoc.Str(word) }) })
  end
end

function Div(div)
  if FORMAT:match("docx") and div.classes:includes("key-figures") then
    return div.content:map(function(block)
      return block.t == "BulletList" and figures(block) or block
    end)
  end
  if typst and div.classes:includes("key-figures") then
    return tiles(div)
  end
  if typst and div.classes:includes("synthetic-note") then
    local blocks = pandoc.List({ raw("#synthetic-note[") })
    blocks:extend(div.content)
    blocks:insert(raw("]"))
    return blocks
  end
  if typst and spoken(div.attributes) then
    local blocks = pandoc.List({ raw(spoken(div.attributes)) })
    blocks:extend(div.content)
    blocks:insert(raw("]"))
    return blocks
  end
end

function Span(span)
  if not typst then
    return nil
  end
  if spoken(span.attributes) then
    local inlines = pandoc.List({ pandoc.RawInline("typst", spoken(span.attributes)) })
    inlines:extend(span.content)
    inlines:insert(pandoc.RawInline("typst", "]"))
    return inlines
  end
  for _, name in ipairs(spans) do
    if span.classes:includes(name) then
      local inlines = pandoc.List({ pandoc.RawInline("typst", "#" .. name .. "[") })
      inlines:extend(span.content)
      inlines:insert(pandoc.RawInline("typst", "]"))
      return inlines
    end
  end
end

-- A published figure as HTML in the page, drawn wide and narrow; nil for any other image.
local function chart(source)
  local drawn = {}
  for _, kind in ipairs({ "wide", "narrow" }) do
    local file = io.open(kind == "wide" and source or source:gsub("%.svg$", "-narrow.svg"), "rb")
    local vector = file and file:read("a")
    if file then
      file:close()
    end
    if not vector or not vector:sub(1, 400):find('class="chart"', 1, true) then
      return nil
    end
    table.insert(drawn, '<span class="chart-' .. kind .. '">' .. vector .. "</span>")
  end
  return pandoc.RawInline("html", table.concat(drawn))
end

-- A site's reader hears which column and which row a number is of.
function Table(table)
  if not FORMAT:match("html") then
    return nil
  end
  for _, row in ipairs(table.head.rows) do
    for _, cell in ipairs(row.cells) do
      cell.attributes.scope = "col"
    end
  end
  for _, body in ipairs(table.bodies) do
    body.row_head_columns = 1
    for _, row in ipairs(body.body) do
      if #row.cells[1].contents > 0 then
        row.cells[1].attributes.scope = "row"
      end
    end
  end
  return table
end

function Image(image)
  if FORMAT:match("html") and image.src:match("%.svg$") then
    return chart(image.src)
  end
  if FORMAT:match("docx") then
    image.src = image.src:gsub("%.svg$", ".png")
    return image
  end
end

-- PDF: figures of a chapter stay in it, and some chapters begin a page.
function Header(header)
  if typst and header.level == 1 then
    return { raw('#before-chapter("' .. header.identifier .. '")'), header }
  end
end

return { { Meta = words_of_head }, { Div = Div, Span = Span, Image = Image, Header = Header } }
