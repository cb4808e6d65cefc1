#!/usr/bin/env python3
"""hydrate_quotes.py CORPUS.jsonl.gz > GOLD.jsonl

quotes.ant.jsonl holds quotations annotated by the rules of gold/quotes/GUIDELINES.md in 19 articles
of ANT corpus that were drawn at random: ids and offsets, no text. This puts the corpus's text to them,
in the shape of gold/quotes/dev.jsonl, so that score/quotes.py can read them.
"""
import gzip, json, pathlib, sys

notes = {d['id']: d for d in map(json.loads, open(pathlib.Path(__file__).with_name('quotes.ant.jsonl'), encoding='utf-8'))}
for line in gzip.open(sys.argv[1], 'rt', encoding='utf-8'):
    article = json.loads(line)
    note = notes.get(article['id'])
    if note is None: continue
    text = article['text']
    def span(pair): return pair and {'start': pair[0], 'end': pair[1], 'surface': text[pair[0]:pair[1]]}
    quotes = []
    for number, q in enumerate(note['quotes'], 1):
        names = [text[a:b] for a, b in q['resolved']]
        quotes.append({'id': f'q{number}', 'start': q['start'], 'end': q['end'], 'kind': q['kind'], 'form': q.get('form', 'clause'), 'polarity': 'asserted',
                       'cue': span(q['cue']), 'speaker': span(q['speaker']), 'speaker_type': q['speaker_type'],
                       'speaker_resolved': names[0], 'speaker_resolved_alt': names[1:], 'nested_in': None, 'via': None})
    print(json.dumps({'id': article['id'], 'text': text, 'quotes': quotes}, ensure_ascii=False))
