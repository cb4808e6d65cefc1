#!/usr/bin/env python3
"""spellout.py [--random N] [--seed S]: numbers spelled out by others, read back by isnad.

Every integer from 0 to 100,000 and N random ones up to 10^15, spelled by ICU's rules (PyICU) in each gender
that they offer and by num2words, goes through the number-extractor; it must find one number of that value
over the whole text. Exits 1 where one is read wrong. BIN names the command.
num2words (0.5.14) spells 501,000 as خمسمائة و ألف ألف and a round 2,000 as the construct ألفا, which nobody
writes; these are left out and counted.
"""
import argparse, json, os, random, re, subprocess, sys, tempfile
import icu
from num2words import num2words

options = argparse.ArgumentParser()
options.add_argument('--random', type=int, default=1_000_000)
options.add_argument('--seed', type=int, default=7)
options = options.parse_args()
random.seed(options.seed)
integers = list(range(100_001)) + [random.randrange(10 ** random.randint(6, 15)) for _ in range(options.random)]
rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale('ar'))
names = [rules.getRuleSetName(i) for i in range(rules.getNumberOfRuleSetNames())]
spellers = {name: (lambda n, name=name: (rules.setDefaultRuleSet(name), rules.format(n))[1]) for name in names if 'cardinal' in name}
spellers['num2words'] = lambda n: num2words(n, lang='ar')

NOT_ARABIC = re.compile(r'(ألف|مليون|مليار|تريليون) \1\b|(ألف|مليون|مليار|تريليون)ا$')
failed = 0
with tempfile.TemporaryDirectory() as work:
    for name, spell in spellers.items():
        path, out = os.path.join(work, 'in.jsonl'), os.path.join(work, 'out.jsonl')
        with open(path, 'w', encoding='utf-8') as file:
            for i, n in enumerate(integers):
                file.write(json.dumps({'id': f'{i}-{n}', 'text': spell(n)}, ensure_ascii=False) + '\n')
        subprocess.run([os.environ.get('BIN', '.build/release/isnad'), 'run', 'pipelines/annotate.yaml', path, '--quiet', '--output', out], check=True)
        wrong, left_out = [], 0
        for line in open(out, encoding='utf-8'):
            document = json.loads(line)
            if name == 'num2words' and NOT_ARABIC.search(document['text']):
                left_out += 1
                continue
            n = int(document['id'].split('-')[1])
            found = [(x['start'], x['end'], x['value']) for x in document['numbers'] if x['kind'] != 'fraction']
            if found != [(0, len(document['text']), n)]: wrong.append((n, document['text'], found))
        failed += len(wrong)
        print(f'{name}: {len(integers) - left_out - len(wrong):,} of {len(integers) - left_out:,} right, {left_out:,} left out')
        for n, text, found in wrong[:10]: print(f'  {n}: {text} -> {found}')
sys.exit(1 if failed else 0)
