-- What Pandoc's writers cannot do alone, for both engines:
-- PDF: the classes below become calls of the functions of that name in typst-template.typ; the list
-- in `.key-figures` is taken apart, since PDF/UA takes no grid for a list.
-- HTML: header cells of a table say what they head.
-- HTML: a chart stands in the page itself, with words as words.
-- Word: the PNG beside each SVG is used, since Word shows no SVG without a fallback.

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

function Div(div)
  if typst and div.classes:includes("key-figures") then
    return tiles(div)
  end
  if typst and div.classes:includes("synthetic-note") then
    local blocks = pandoc.List({ raw("#synthetic-note[") })
    blocks:extend(div.content)
    blocks:insert(raw("]"))
    return blocks
  end
end

function Span(span)
  if not typst then
    return nil
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
