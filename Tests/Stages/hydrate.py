#!/usr/bin/env python3
"""hydrate.py NOTES.jsonl CORPUS.jsonl.gz... > GOLD.jsonl

Notes are ids of articles of the corpus, and offsets of what is annotated in them, without a text: quotes.ant.jsonl holds
the quotations of 19 random articles by the rules of gold/quotes/GUIDELINES.md, figures.corpus.jsonl the figures of 200.
This puts the corpus's text to them, in the shape of gold/quotes and gold/news, which scorers and training read.

    --part seen    only the articles of a part
"""
import argparse, gzip, json


def span(text, pair): return pair and {'start': pair[0], 'end': pair[1], 'surface': text[pair[0]:pair[1]]}


def quotes(text, notes):
    for number, q in enumerate(notes, 1):
        names = [text[a:b] for a, b in q['resolved']]
        yield {'id': f'q{number}', 'start': q['start'], 'end': q['end'], 'kind': q['kind'], 'form': q.get('form', 'clause'), 'polarity': 'asserted',
               'cue': span(text, q['cue']), 'speaker': span(text, q['speaker']), 'speaker_type': q['speaker_type'],
               'speaker_resolved': names[0], 'speaker_resolved_alt': names[1:], 'nested_in': None, 'via': None}


def numbers(text, notes):
    for n in notes:
        said = {kind: text[slice(*n[kind])] if kind in n else None for kind in ('place', 'source')}
        yield span(text, (n['start'], n['end'])) | {'kind': n['kind'], 'event': n.get('event')} | said


parser = argparse.ArgumentParser()
parser.add_argument('notes')
parser.add_argument('corpora', nargs='+')
parser.add_argument('--part')
options = parser.parse_args()
notes = {d['id']: d for d in map(json.loads, open(options.notes, encoding='utf-8')) if options.part in (None, d.get('part'))}
for corpus in options.corpora:
    for line in gzip.open(corpus, 'rt', encoding='utf-8'):
        article = json.loads(line)
        note = notes.get(article['id'])
        if note is None: continue
        text = article['text']
        gold = {'id': article['id'], 'outlet': note.get('outlet', article['id'].split('-')[0]), 'text': text}
        if 'quotes' in note: gold['quotes'] = list(quotes(text, note['quotes']))
        if 'figures' in note: gold['numbers'] = list(numbers(text, note['figures']))
        print(json.dumps(gold, ensure_ascii=False))
