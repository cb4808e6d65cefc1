"""Twenty more pages as content management systems make them, in Arabic and other languages. Each is written with what a
reader takes from it, paragraph by paragraph, before anything reads it."""

EN = [
    "The harbour of Port Elin reopened on Monday after three weeks of repairs, and the first ferry left for the islands with 140 passengers on board.",
    "Engineers had closed the old pier in March when a crack was found in two of its pillars. Nobody was hurt, but the town lost its only link to the hospital.",
    "“We counted every day,” said Maren Oldt, who runs the bakery on the quay. “Without the ferry there is no flour, and without flour there is no morning.”",
    "The repairs cost 4.2 million crowns, a third more than planned, because divers found that the sea bed had moved since the last survey in 1998.",
    "The council will vote in June on a second pier. Its opponents say that the money should go to the school, whose roof has leaked for two winters.",
    "For now the ferry runs four times a day, and six times on Saturdays.",
]
AR = [
    "أعادت بلدية المرفأ القديم افتتاح رصيفها يوم الاثنين بعد ثلاثة أسابيع من الترميم، وغادرت أول عبارة إلى الجزر وعلى متنها مئة وأربعون راكبا.",
    "وكان المهندسون قد أغلقوا الرصيف في مارس بعد العثور على شق في اثنين من أعمدته، ولم يصب أحد، لكن البلدة فقدت طريقها الوحيد إلى المستشفى.",
    "وقالت مارينا العلي، صاحبة المخبز على الرصيف: «كنا نعد الأيام، فلا طحين بلا عبارة، ولا صباح بلا خبز».",
    "وبلغت كلفة الترميم أربعة ملايين دينار، أي أكثر بالثلث مما كان مقررا، لأن الغواصين وجدوا أن قاع البحر تحرك منذ المسح الأخير.",
    "ويصوت المجلس في يونيو على بناء رصيف ثان، ويرى معارضوه أن المال أولى به سقف المدرسة الذي يقطر منذ شتاءين.",
    "وتسير العبارة الآن أربع مرات في اليوم، وستا يوم السبت.",
]
FR = [
    "Le port d'Élin a rouvert lundi après trois semaines de travaux, et le premier bac est parti pour les îles avec cent quarante passagers à son bord.",
    "Les ingénieurs avaient fermé la vieille jetée en mars après la découverte d'une fissure dans deux de ses piliers. Personne n'a été blessé.",
    "« Nous comptions les jours », raconte Maren Oldt, qui tient la boulangerie du quai. « Sans bac, pas de farine, et sans farine, pas de matin. »",
    "Les travaux ont coûté 4,2 millions de couronnes, un tiers de plus que prévu, car le fond de la mer avait bougé depuis le dernier relevé.",
]
JA = ["港は三週間の工事を終えて月曜日に再開し、最初の船が百四十人の乗客を乗せて島へ向かった。", "三月に桟橋の柱二本にひびが見つかり、技術者たちが閉鎖していた。けが人はいなかった。", "「毎日数えていました」と岸壁でパン屋を営む女性は話した。", "工事費は四百二十万クローネで、予定より三分の一多かった。"]
TITLE, TITRE, عنوان, 題 = "Ferry returns to Port Elin", "Le bac revient à Port-Élin", "العبارة تعود إلى المرفأ القديم", "船が港に戻る"
OTHER = ["Storm warning for the northern coast lifted after two days", "Council publishes budget for the coming year with higher fees", "Museum of fishing finds its lost logbooks in an attic in Bergholm", "School choir wins regional contest for the third time"]
TEASERS = [
    "The weather service said that winds had fallen below gale force during the night and that boats may leave again from seven in the morning.",
    "Households will pay eleven crowns more a month for water, and the swimming hall is to stay open in the evening as the users had asked.",
    "The books were thought to have burnt in 1931. They list every boat that left the town, its crew and its catch, for more than eighty years.",
]
REPLIES = [
    "I took the first boat this morning and I must say that the crew did everything to make it a good day for all of us, thank you so much for that.",
    "Four million for a pier and nothing for the school, that tells you all you need to know about this council and about who it works for in the end.",
    "My grandfather built the first pier with his own hands in 1952 and he always said that the sea bed would move one day, nobody listened to him.",
]

p = lambda *texts, **more: "".join(f"<p{''.join(f' {k}={chr(34)}{v}{chr(34)}' for k, v in more.items())}>{text}</p>\n" for text in texts)
links = lambda texts: "".join(f'<li><a href="/{i}.html">{text}</a></li>' for i, text in enumerate(texts))
menu = links(["Home", "News", "Sports", "Culture", "Opinion", "Weather", "Contact"])


def page(title, body, lang="en", head="", outlet="The Quay"):
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} - {outlet}</title>{head}</head>{body}</html>'


def wordpress():
    """A weblog's theme: share and like buttons, related posts, an author's box, posts before and behind, replies."""
    replies = "".join(f'<li class="depth-1"><article class="response"><footer><cite>Reader {i}</cite></footer><div class="response-content">{p(text)}</div></article></li>' for i, text in enumerate(REPLIES * 3))
    return page(TITLE, f'''<body class="single single-post"><div id="page" class="site"><header id="masthead"><ul>{menu}</ul></header><div id="content"><main><article id="post-1" class="post hentry">
<header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta">Posted on <time datetime="2024-04-08">April 8, 2024</time> by <a rel="author" href="/a">Ida Roos</a></div></header>
<div class="entry-content">{p(*EN)}<div class="sharedaddy sd-sharing-enabled"><div class="sd-block"><h3 class="sd-title">Share this:</h3><ul>{links(["Twitter", "Facebook"])}</ul></div></div>
<div class="sd-block sd-like jetpack-likes-widget-wrapper"><h3>Like this:</h3><span class="button">Like</span> <span class="loading">Loading...</span></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><p>{OTHER[0]} April 2, 2024 In "News"</p></div></div>
<div class="about-author"><img src="a.jpg"><div><h4>Ida Roos</h4><p>Ida has written about the coast and its people since 2009. She lives in Port Elin with two dogs and a boat that does not float.</p></div></div>
<footer class="entry-footer">Posted in <a href="/c">News</a>, Tagged <a href="/t">ferry</a></footer></article>
<nav class="post-navigation"><a href="/p">Previous: {OTHER[1]}</a></nav><div id="responses" class="responses-area"><h2>9 thoughts on “{TITLE}”</h2><ol>{replies}</ol></div></main></div></div></body>'''), EN


def blogspot():
    """Line breaks for paragraphs, each in spans of a word processor."""
    text = "<br /><br />".join(f'<span style="font-family: georgia;">{part}</span>' for part in EN)
    return page(TITLE, f'''<body><div class="navbar section" id="navbar"></div><div class="content-outer"><div class="main-inner"><div class="column-center-inner"><div class="main section" id="main"><div class="widget Blog" id="Blog1"><div class="blog-posts hfeed">
<h2 class="date-header"><span>Monday, April 8, 2024</span></h2><div class="post-outer"><div class="post hentry uncustomized-post-template"><h3 class="post-title entry-title">{TITLE}</h3><div class="post-header"></div>
<div class="post-body entry-content" id="post-body-1"><div class="separator" style="clear: both; text-align: center;"><a href="1.jpg"><img src="1.jpg"></a></div>{text}<div style="clear: both;"></div></div>
<div class="post-footer"><div class="post-footer-line">Posted by <span class="fn">Ida Roos</span> at 10:00 AM</div><div class="post-footer-line">Labels: <a href="/l">ferry</a></div></div></div>
<div class="comments" id="comments"><h4>3 comments:</h4><div id="Blog1_comments-block-wrapper"><dl class="avatar-comment-indent">{"".join(f"<dt>Anonymous said...</dt><dd class='comment-body'>{p(t)}</dd>" for t in REPLIES)}</dl></div></div></div>
</div><div class="blog-pager" id="blog-pager"><a href="/n">Newer Post</a> <a href="/o">Older Post</a></div></div></div></div><div class="column-right-inner"><aside><div class="widget BlogArchive"><h2>Blog Archive</h2><ul>{links(OTHER)}</ul></div></aside></div></div></div></body>'''), EN


def tables():
    """A newspaper of 1999: everything is a table."""
    return page(TITLE, f'''<body bgcolor=white><table width=760><tr><td colspan=3><a href=/><img src=logo.gif></a></td></tr><tr><td width=140 valign=top bgcolor=#eeeeee><font size=1>{"<br>".join(f"<a href={i}>{t}</a>" for i, t in enumerate(OTHER))}</font></td>
<td valign=top><font face=Arial size=5><b>{TITLE}</b></font><br><font size=1>By Ida Roos, Staff Writer</font><p><font size=2>{"<p>".join(EN)}</font>
<p><font size=1><a href=mail>Send this page to a friend</a> | <a href=print>Printable version</a></font></td><td width=120 valign=top><font size=1><b>Weather</b><br>Cloudy, 9 degrees</font></td></tr>
<tr><td colspan=3 align=center><font size=1>Copyright 1999 The Quay Publishing Company. All rights reserved. No part of this may be copied without leave.</font></td></tr></table></body>'''), EN


def teaser_cards():
    """Cards of other articles below, each with an excerpt that is prose and no link."""
    cards = "".join(f'<div class="card"><h3 class="card-title"><a href="/{i}">{OTHER[i]}</a></h3><p class="card-text">{t}</p></div>' for i, t in enumerate(TEASERS))
    return page(TITLE, f'''<body><header><ul>{menu}</ul></header><main class="container"><div class="row"><div class="col-8"><h1>{TITLE}</h1><div class="text">{p(*EN)}</div></div></div><div class="row cards-deck"><h2>Latest</h2>{cards}</div></main><footer>{p("The Quay is published by the Port Elin Press Association, Harbour Street 4.")}</footer></body>'''), EN


def pull_quotes():
    """A sentence of the article is shown again beside it, a letter's first one is set apart."""
    return page(TITLE, f'''<body><article><h1>{TITLE}</h1><div class="c-body">{p(EN[0], EN[1])}<aside class="c-pullquote"><q>Without flour there is no morning</q></aside>{p(EN[2])}<blockquote><p>{EN[3]}</p></blockquote>{p(EN[4], EN[5])}</div></article></body>'''), EN


def lists():
    """Ends in a list of short elements, which is the point of it."""
    items = ["Leave the car at the school", "Buy the ticket before you board", "Bring water", "Dogs travel free"]
    return page(TITLE, f'''<body><ul class="menu">{menu}</ul><article><h1>{TITLE}</h1><div class="entry-content">{p(EN[0], EN[1], EN[3])}<h2>What to know before you go</h2><p>The harbour office asks all travellers to keep to four rules:</p><ul>{"".join(f"<li>{i}</li>" for i in items)}</ul></div><div class="share">Share</div></article></body>'''), [EN[0], EN[1], EN[3], "What to know before you go", "The harbour office asks all travellers to keep to four rules:", *items]


def ranking():
    """A list of places, each with a heading of its own and a paragraph."""
    parts = [("1. Elin Bay", EN[0]), ("2. Old Pier", EN[1]), ("3. The bakery", EN[3]), ("4. The school", EN[4])]
    return page("Four places to see", f'''<body><main><article><h1>Four places to see</h1><p>The coast has more than its beaches.</p>{"".join(f"<h2>{h}</h2><figure><img src=1><figcaption>Photo: Ida Roos</figcaption></figure>{p(t)}" for h, t in parts)}</article><section class="promo"><h2>More travel</h2><ul>{links(OTHER)}</ul></section></main></body>'''), ["The coast has more than its beaches."] + [x for part in parts for x in part]


def cookie_first():
    """A long notice about cookies stands before all else, a box about a newsletter in the middle."""
    notice = p("We and our 812 partners store information on your device, such as unique identifiers in cookies, to process personal data for advertising, measurement and the development of services.", "You may accept or manage your choices at any time, including your right to object where legitimate interest is used, by clicking below or in our privacy policy. Your choices are kept for six months.")
    box = f'<div class="inline-box" data-module="mail"><h3>The morning letter</h3>{p("Get the news of the coast in your inbox every day at six, free of charge and with one click to leave.")}<form><input type="email"><button>Subscribe</button></form></div>'
    return page(TITLE, f'''<body><div id="cc-window" role="dialog" aria-label="privacy">{notice}<button>Accept</button></div><div class="layout"><h1>{TITLE}</h1><div class="article-body">{p(EN[0], EN[1])}{box}{p(*EN[2:])}</div></div></body>'''), EN


def captions():
    """Captions without figures, in classes of all kinds; credits of photographers in paragraphs."""
    cap = lambda cls, text: f'<div class="{cls}"><img src="1.jpg"><p class="{cls}-desc">{text}</p></div>'
    return page(عنوان, f'''<body><div class="main"><h1>{عنوان}</h1><div class="story">{cap("photo", "العبارة الأولى تغادر الرصيف صباح الاثنين بعد ثلاثة أسابيع من التوقف، تصوير سامر")}{p(AR[0], AR[1])}<div class="image-holder"><img src="2.jpg"><span class="image-title">المخبز على الرصيف كما بدا قبل الترميم بعام واحد، وأمامه صف طويل من الزبائن</span></div>{p(*AR[2:])}</div></div></body>''', "ar"), AR


def related_inline():
    """Links to other articles stand as paragraphs among those of this one, in all manners."""
    return page(عنوان, f'''<body><article><h1>{عنوان}</h1><div class="entry-content">{p(AR[0])}<p><strong><a href="/1">بلدية الساحل تنشر موازنة العام المقبل</a></strong></p>{p(AR[1])}<p>إقرأ أيضًا: <a href="/2">متحف الصيد يجد دفاتره الضائعة</a></p>{p(AR[2])}<p>&gt;&gt; <a href="/3">جوقة المدرسة تفوز للمرة الثالثة</a></p>{p(AR[3], AR[4])}<blockquote class="wp-embedded-content"><a href="/4">رفع التحذير من العاصفة على الساحل الشمالي</a></blockquote>{p(AR[5])}<p>لمتابعة آخر الأخبار اشترك في قناتنا على واتساب <a href="/w">اضغط هنا</a></p></div></article></body>''', "ar"), AR


def no_first_heading():
    """The title is a heading of the second level, the column is named after what stands beside it."""
    return page(TITLE, f'''<body><div id="wrap"><div id="top"><ul>{menu}</ul></div><div class="content-with-sidebar"><h2>{TITLE}</h2><div class="byline">Ida Roos | Monday</div>{p(*EN)}</div><div id="sidebar"><h3>Most read</h3><ol>{links(OTHER)}</ol></div><div class="comments-list">{"".join(f"<div class='c'>{p(t)}</div>" for t in REPLIES * 3)}</div></div></body>'''), EN


def numbered_paragraphs():
    """Every paragraph in a wrapper of its own name, as builders of pages make them."""
    parts = "".join(f'<div class="elementor-element elementor-element-{i}a{i}f elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container">{p(t)}</div></div>' for i, t in enumerate(EN))
    return page(TITLE, f'''<body class="elementor-default"><div class="elementor-location-header"><nav><ul>{menu}</ul></nav></div><div class="elementor"><section class="elementor-section"><div class="elementor-widget elementor-widget-heading"><h1>{TITLE}</h1></div></section><section class="elementor-section">{parts}</section><section class="elementor-section"><div class="elementor-widget elementor-widget-form"><h2>Contact us</h2><form>{p("Fill in the form and we will call you back within two working days, or write to us at the address below.")}</form></div></section></div></body>'''), EN


def hidden_words():
    """Words for screen readers, a table of contents, a box of facts."""
    toc = f'<div id="ez-toc-container"><p class="ez-toc-title">Table of Contents</p><ul><li><a href="#a">The repairs</a></li><li><a href="#b">What comes next</a></li></ul></div>'
    return page(TITLE, f'''<body><article class="post"><h1>{TITLE}</h1><div class="post-content">{toc}{p(EN[0], EN[1])}<span class="sr-only">Image carousel begins, use the arrow keys to go through its pictures</span><h2 id="a">The repairs</h2>{p(EN[2], EN[3])}<p class="visually-hidden">End of the image carousel, which had four pictures in all</p><h2 id="b">What comes next</h2>{p(EN[4], EN[5])}</div></article></body>'''), [EN[0], EN[1], "The repairs", EN[2], EN[3], "What comes next", EN[4], EN[5]]


def french():
    """A lead in a paragraph of its own above the body, guillemets at the ends of paragraphs, a paywall's box."""
    return page(TITRE, f'''<body><main><article class="article"><header><h1 class="article__title">{TITRE}</h1><p class="article__desc">{FR[0]}</p><p class="article__author">Par Ida Roos</p></header><section class="article__content">{p(*FR[1:], **{"class": "article__paragraph"})}<section class="catcher"><p>Il vous reste 62% de cet article à lire. La suite est réservée aux abonnés.</p></section></section></article></main></body>''', "fr"), FR


def japanese():
    """Letters that say more than those of an alphabet do."""
    return page(題, f'''<body><div class="header"><ul>{links(["ニュース", "スポーツ", "天気"])}</ul></div><div class="contents"><h1>{題}</h1><div class="txt">{p(*JA)}</div><div class="side"><ul>{links(["北の海岸の警報が二日ぶりに解除された", "博物館が失われた日誌を屋根裏で見つけた"])}</ul></div></div></body>''', "ja"), JA


def interview():
    """Questions in bold, short answers, an introduction in italics."""
    talk = ["How long were you without the ferry?", "Three weeks and a day.", "And the flour?", EN[2], "Would you vote for a second pier?", "No comment.", "Why?", EN[4]]
    body = "".join(f"<p><strong>{t}</strong></p>" if i % 2 == 0 else f"<p>{t}</p>" for i, t in enumerate(talk))
    return page("Maren Oldt: an interview", f'''<body><article><h1>Maren Oldt: an interview</h1><div class="content"><p><em>{EN[0]}</em></p>{body}</div></article></body>'''), [EN[0], *talk]


def short_ends():
    """A first and a last paragraph of a few words."""
    return page(TITLE, f'''<body><div class="top"><a href="/">The Quay</a></div><article><h1>{TITLE}</h1><p class="date">8 April 2024</p><div class="story-text">{p("It floats again.", *EN[:5], "And it floats well.", "What more could one ask?")}</div><p class="tags">Tags: <a href="/t">ferry</a></p></article></body>'''), ["It floats again.", *EN[:5], "And it floats well.", "What more could one ask?"]


def data_table():
    """A table of figures is a part of the article."""
    rows = [("Year", "Passengers"), ("2021", "81,400"), ("2022", "92,150"), ("2023", "97,020")]
    table = "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table>"
    return page(TITLE, f'''<body><article><h1>{TITLE}</h1><div class="entry-content">{p(EN[0], EN[1])}{table}{p(*EN[3:])}</div></article></body>'''), [EN[0], EN[1], *[c for row in rows for c in row], *EN[3:]]


def press_release():
    """Ends in what the company says of itself, and in whom to call."""
    about = ["About Elin Lines", "Elin Lines has run ferries between the islands since 1921 and carries half a million travellers a year."]
    return page(TITLE, f'''<body><div class="nav"><ul>{menu}</ul></div><div class="release"><h1>{TITLE}</h1><div class="release-body">{p("PORT ELIN, April 8, 2024 -- " + EN[0], *EN[1:])}<p><b>{about[0]}</b></p>{p(about[1])}</div><div class="social-links"><a href="/f">Follow</a></div></div></body>'''), ["PORT ELIN, April 8, 2024 -- " + EN[0], *EN[1:], *about]


def many_articles():
    """Teasers are the only elements called article; the real one is called nothing."""
    teasers = "".join(f'<article class="item"><h3><a href="/{i}">{OTHER[i]}</a></h3><p>{t}</p></article>' for i, t in enumerate(TEASERS))
    return page(عنوان, f'''<body><header><ul>{menu}</ul></header><main><div class="x1"><h1>{عنوان}</h1><div class="x2">{p(*AR)}</div></div><div class="x3">{teasers}</div></main></body>''', "ar"), AR


SHAPES = [wordpress, blogspot, tables, teaser_cards, pull_quotes, lists, ranking, cookie_first, captions, related_inline, no_first_heading, numbered_paragraphs, hidden_words, french, japanese, interview, short_ends, data_table, press_release, many_articles]
