"""Trains the teacher, which is the entity tagger's accurate model: `make teacher`.

A pretrained encoder learns the names of gold/news and, with heads of their own, those of other guidelines.
Each epoch is kept, and a run that was stopped goes on from the last one.
"""

import argparse
import hashlib
import json
import math
import random
import time
from pathlib import Path

import torch
from torch.nn import functional

from decode import evaluate, f1
from encoder import PackedEncoder, Tagger
from gold import HEADS, NEWS, read_conll, read_news
from pieces import Vocabulary
from windows import Batch, shuffled

CORPORA = (("anercorp.train.conll", "anercorp"), ("aqmar.train.conll", "aqmar"), ("wojood_sample.train.conll", "wojood"))
WARM = 0.25  # epochs until the rate is whole
WEIGHTS = {"news": 1.0, "anercorp": 1.0, "aqmar": 0.5, "wojood": 0.5}


def cut(packed, counts, least):
    """The vocabulary of pieces that the corpora have often enough, and of single letters: its numbers in the whole one."""
    kept = [packed.begin, packed.pad, packed.end, packed.unknown]
    for number, piece in enumerate(packed.pieces):
        if number not in kept and (counts.get(number, 0) >= least or len(piece) == 1 and (piece.isascii() or "\u0600" <= piece <= "\u06ff")):
            kept.append(number)
    pieces = ["<s>", "<pad>", "</s>", "<unk>"] + [packed.pieces[number] for number in kept[4:]]
    return kept, Vocabulary(pieces, [0.0] * 4 + [packed.scores[number] for number in kept[4:]], 3)


def read(options):
    gold = Path(options.gold)
    news = list(read_news(gold / "news/train.jsonl"))
    if options.articles:
        random.Random(options.seed).shuffle(news)
        news = news[: options.articles]
    others = [text for name, head in CORPORA for text in read_conll(gold / "entities" / name, head)]
    return news, others, list(read_news(gold / "news/dev.jsonl"))


def parts(options, news):
    """What is learnt from and what is kept out, for a fold by outlet."""
    if options.fold is None:
        return news, []
    outlets = sorted({text.outlet for text in news}, key=lambda outlet: (-sum(text.outlet == outlet for text in news), outlet))
    held = set(outlets[options.fold :: 5])
    return [text for text in news if text.outlet not in held], [text for text in news if text.outlet in held]


def groups(tagger, rate):
    """What is learnt, with its rate: heads begin with nothing and learn ten times as fast."""
    for of_heads in (False, True):
        for is_matrix in (False, True):
            weights = [p for name, p in tagger.named_parameters() if p.requires_grad and name.startswith("heads") == of_heads and (p.dim() > 1) == is_matrix]
            whole = rate * (10 if of_heads else 1)
            yield {"params": weights, "lr": whole, "whole": whole, "weight_decay": 0.01 if is_matrix else 0.0}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--encoder", required=True, help="e5-small-q4.bin")
    parser.add_argument("--gold", required=True)
    parser.add_argument("--counts", required=True, help="how often the corpora have each piece, as JSON")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layers", default="", help="numbers of the layers to keep, all without it")
    parser.add_argument("--articles", type=int, default=0, help="so many of gold/news, for a learning curve")
    parser.add_argument("--fold", type=int, help="keep out the outlets of this fold, 0 to 4")
    parser.add_argument("--windows", default="128,192,256,256,256", help="pieces that articles are cut into, one of these at random")
    parser.add_argument("--pieces", type=int, default=1800, help="a batch")
    options = parser.parse_args()
    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    packed = PackedEncoder(options.encoder)
    kept, vocabulary = cut(packed, {int(number): count for number, count in json.load(open(options.counts)).items()}, 2)
    sizes = [int(number) for number in options.windows.split(",")]
    layers = [int(number) for number in options.layers.split(",")] if options.layers else None
    tagger = Tagger(packed, kept, HEADS | {"clitics": list(range(4))}, layers)
    all_news, others, dev = read(options)
    news, held = parts(options, all_news)
    print(f"{len(kept)} pieces, {sum(p.numel() for p in tagger.parameters() if p.requires_grad)} weights, {len(news)} articles, {len(held)} kept out", flush=True)
    optimizer = torch.optim.AdamW(list(groups(tagger, options.rate)), betas=(0.9, 0.98), fused=True)
    state, epoch = folder / "state.pt", 0
    if state.exists():
        saved = torch.load(state)
        tagger.load_state_dict(saved["tagger"])
        optimizer.load_state_dict(saved["optimizer"])
        epoch = saved["epoch"]
    while epoch < options.epochs:
        shuffle = random.Random(options.seed * 1000 + epoch)
        torch.manual_seed(options.seed * 1000 + epoch)
        half = [text for text in others if shuffle.random() < 0.5] if epoch else others
        batches = shuffled(vocabulary, news + half, shuffle, options.pieces, sizes)
        begin, total, tagger_loss = time.time(), len(batches), 0.0
        tagger.train()
        for step, windows in enumerate(batches):
            done = (epoch + step / total) / options.epochs
            factor = min(1.0, done * options.epochs / WARM) * max(0.02, 0.5 + 0.5 * math.cos(math.pi * done))
            for group in optimizer.param_groups:
                group["lr"] = group["whole"] * factor
            batch = Batch(windows)
            with torch.autocast("cpu", torch.bfloat16):
                states = tagger(batch)
                rows = tagger.heads[batch.head](states)
                letters = tagger.heads["clitics"](states)
            loss = functional.cross_entropy(rows.float(), batch.labels) * WEIGHTS[batch.head]
            if batch.head == "news" and (batch.clitics >= 0).any():
                loss = loss + 0.2 * functional.cross_entropy(letters.float(), batch.clitics)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in tagger.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            tagger_loss += loss.item()
            if step % 50 == 49:
                print(f"epoch {epoch + 1}, step {step + 1} of {total}: loss {tagger_loss / 50:.4f}, {time.time() - begin:.0f} s", flush=True)
                tagger_loss = 0.0
        epoch += 1
        torch.save({"tagger": tagger.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, state.with_suffix(".part"))
        state.with_suffix(".part").rename(state)
        counts = evaluate(tagger, vocabulary, held or dev)
        row = {kind: round(f1(counts, {kind}), 1) for kind in NEWS}
        row["without NORP"] = round(f1(counts, set(NEWS) - {"NORP"}), 1)
        print(f"epoch {epoch}: {row}, {time.time() - begin:.0f} s", flush=True)
    torch.save(tagger.state_dict(), folder / "tagger.pt")
    names = ["news/train.jsonl"] + [f"entities/{name}" for name, _ in CORPORA]
    data = {name: hashlib.sha256((Path(options.gold) / name).read_bytes()).hexdigest()[:16] for name in names}
    record = vars(options) | {"data": data, "pieces": vocabulary.pieces, "scores": vocabulary.scores, "kept": kept}
    (folder / "record.json").write_text(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
