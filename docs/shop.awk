# Rows of a made-up shop for the walk in serving.md, the same on every machine:
#   awk -v week=1 -v rows=6000 -f shop.awk >shop.csv
# Of the users and items of a later week, some are new. -v columns=price,user_id,… chooses columns and
# their order; -v json=1 prints the rows as nasrec serve takes them.

# A uniform number below n; Park and Miller's generator, exact in float64.
function below(n) {
  seed = seed * 16807 % 2147483647
  return int(seed / 2147483647 * n)
}

function draw(   user, item, rate) {
  user = below(150) + 20 * week
  item = below(50) + 5 * week
  value["user_id"] = "u" user
  value["item_id"] = "i" item
  value["country"] = below(30) == 0 ? "" : substr("DEFRITESPL", 1 + 2 * below(5), 2)
  value["device"] = below(3) == 0 ? "desktop" : "phone"
  value["price"] = below(25) == 0 ? "" : sprintf("%.2f", 1 + below(20000) / 100)
  value["days_online"] = below(400)
  rate = 0.05 + (item % 4 == 3 ? 0.3 : 0) + (user % 3 == 1 ? 0.15 : 0) + (value["price"] + 0 < 40 ? 0.15 : 0)
  rate += value["country"] == "IT" && value["device"] == "phone" ? 0.2 : 0
  value["clicked"] = below(1000) < 1000 * rate ? 1 : 0
}

function cell(name) {
  if (!json) {
    return value[name]
  }
  if (value[name] == "") {
    return "\"" name "\":null"
  }
  return "\"" name "\":" (name ~ /price|days_online|clicked/ ? value[name] : "\"" value[name] "\"")
}

BEGIN {
  seed = 20260101 + week
  if (columns == "") {
    columns = "user_id,item_id,country,device,price,days_online,clicked"
  }
  count = split(columns, names, ",")
  if (!json) {
    print columns
  }
  for (row = 1; row <= rows; row++) {
    draw()
    line = cell(names[1])
    for (i = 2; i <= count; i++) {
      line = line "," cell(names[i])
    }
    print json ? (row == 1 ? "[{" : " {") line (row == rows ? "}]" : "},") : line
  }
}
