"""The network in PyTorch, for its training; NetworkModel.swift says what it is made of."""

import numpy
import torch
from torch import nn

from texts import LABELS
from vectors import DIMENSIONS, ROWS

FORBIDDEN = -1e4
LEAST_OPINION = 1e-3


def forbidden():
    """Transitions (from the start, then from each label) that no sequence of labels has."""
    table = torch.zeros(len(LABELS) + 1, len(LABELS))
    for label in range(2, len(LABELS), 2):
        for row in range(len(LABELS) + 1):
            if row not in (label, label + 1):
                table[row, label] = FORBIDDEN
    return table


class Batch:
    """Texts side by side: tokens one behind the other, and where in a table of sentences they stand."""

    def __init__(self, texts):
        lengths = [length for text in texts for length in text.lengths]
        places = numpy.zeros((len(lengths), max(lengths)), dtype=numpy.int64)
        self.mask = torch.zeros(len(lengths), max(lengths), dtype=torch.bool)
        start = 0
        for row, length in enumerate(lengths):
            places[row, :length] = numpy.arange(start, start + length)
            self.mask[row, :length] = True
            start += length
        groups, count = [], 1
        for text in texts:
            groups.append(numpy.where(text.groups > 0, text.groups + count - 1, 0))
            count += text.group_count
        self.groups, self.group_count = torch.from_numpy(numpy.concatenate(groups)), count
        self.places, self.lengths = torch.from_numpy(places), torch.tensor(lengths)
        for name in ("words", "bare", "features", "opinion", "labels"):
            setattr(self, name, torch.from_numpy(numpy.concatenate([getattr(text, name) for text in texts])))
        self.weights = torch.tensor([weight for text in texts for weight in text.weights])

    def table(self, tokens):
        """A row a sentence of what tokens have."""
        return tokens[self.places]


class Network(nn.Module):
    def __init__(self, vectors, feature=48, size=128, drop=0.5, word_drop=0.2, opinion_drop=0.1):
        super().__init__()
        self.register_buffer("vectors", vectors.table, persistent=False)
        self.register_buffer("spelled", vectors.spelled, persistent=False)
        self.register_buffer("forbidden", forbidden(), persistent=False)
        self.features = nn.EmbeddingBag(ROWS + 1, feature, mode="sum", padding_idx=0)
        nn.init.normal_(self.features.weight, 0, 0.1)
        self.features.weight.data[0] = 0
        self.input = nn.Linear(2 * DIMENSIONS + feature, size)
        self.memory = nn.LSTM(size + len(LABELS), size, bidirectional=True, batch_first=True)
        self.output = nn.Linear(4 * size + len(LABELS), len(LABELS))
        self.arcs = nn.Parameter(torch.zeros(len(LABELS) + 1, len(LABELS)))
        self.drop, self.word_drop, self.opinion_drop, self.size = nn.Dropout(drop), word_drop, opinion_drop, size

    def transitions(self):
        return self.arcs + self.forbidden

    def scores(self, batch):
        """Of each token and label."""
        words, bare, opinion = self.vectors[batch.words], self.vectors[batch.bare], batch.opinion
        if self.training:
            # Some words have to do with the vector of their letters, as unknown ones have.
            spelled = (torch.rand(len(words)) < self.word_drop).unsqueeze(1)
            words = torch.where(spelled, self.spelled[batch.words], words)
            bare = torch.where(spelled, self.spelled[batch.bare], bare)
            opinion = opinion * (torch.rand(len(opinion), 1) >= self.opinion_drop)
        inputs = self.drop(torch.cat([words, bare, self.features(batch.features)], 1))
        inputs = torch.cat([self.drop(torch.tanh(self.input(inputs))), opinion], 1)
        packed = nn.utils.rnn.pack_padded_sequence(batch.table(inputs), batch.lengths, batch_first=True, enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.memory(packed)[0], batch_first=True)
        states = states[batch.mask]
        states = self.drop(torch.cat([states, self.elsewhere(states, batch)], 1))
        return self.output(torch.cat([states, opinion], 1))

    @staticmethod
    def elsewhere(states, batch):
        """The mean of the states of the same word in other places of the text."""
        groups = batch.groups
        sums = torch.zeros(batch.group_count, states.shape[1]).index_add(0, groups, states)
        counts = torch.zeros(batch.group_count).index_add(0, groups, torch.ones(len(groups)))
        mean = (sums[groups] - states) / (counts[groups] - 1).clamp(min=1).unsqueeze(1)
        return mean * ((groups > 0) & (counts[groups] > 1)).unsqueeze(1)

    def loss(self, batch):
        """The mean negative logarithm of the likelihood of a token's label, sentences by their weights."""
        scores, mask, arcs = batch.table(self.scores(batch)), batch.mask, self.transitions()
        labels = batch.table(batch.labels)
        right = (scores.gather(2, labels.unsqueeze(2)).squeeze(2) * mask).sum(1) + arcs[0][labels[:, 0]]
        right = right + (arcs[1:][labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
        total = torch.logsumexp(forward(scores, arcs, mask)[-1], 1)
        return ((total - right) * batch.weights).sum() / (mask * batch.weights.unsqueeze(1)).sum().clamp(min=1)


class Mixture:
    """Several networks and the model of features, whose opinion counts beside theirs."""

    def __init__(self, networks, share=1.0, opinion=0.0):
        self.networks, self.share, self.opinion = networks, share, opinion
        for network in networks:
            network.eval()

    @torch.no_grad()
    def scores(self, batch):
        scores = sum(torch.log_softmax(network.scores(batch), 1) for network in self.networks) / len(self.networks)
        return self.share * scores + self.opinion * torch.log(batch.opinion.clamp(min=LEAST_OPINION))

    @torch.no_grad()
    def transitions(self):
        return sum(network.arcs for network in self.networks) / len(self.networks) * self.share + forbidden()

    def labels(self, batch):
        """The best labels of all tokens (Viterbi)."""
        scores, arcs = batch.table(self.scores(batch)).numpy(), self.transitions().numpy()
        best = []
        for row, length in enumerate(batch.lengths.tolist()):
            value, origins = scores[row, 0] + arcs[0], []
            for place in range(1, length):
                sums = value[:, None] + arcs[1:]
                origins.append(sums.argmax(0))
                value = sums.max(0) + scores[row, place]
            labels = [int(value.argmax())]
            for origin in reversed(origins):
                labels.append(int(origin[labels[-1]]))
            best += labels[::-1]
        return best

    @torch.no_grad()
    def margins(self, batch):
        """The probability of each token's labels, all other tokens left open."""
        scores, mask, arcs = batch.table(self.scores(batch)), batch.mask, self.transitions()
        before = forward(scores, arcs, mask)
        behind = [torch.zeros(len(scores), scores.shape[2])]
        for place in range(scores.shape[1] - 2, -1, -1):
            sums = torch.logsumexp(arcs[1:].unsqueeze(0) + (scores[:, place + 1] + behind[0]).unsqueeze(1), 2)
            behind.insert(0, torch.where(mask[:, place + 1 : place + 2], sums, behind[0]))
        return torch.softmax(torch.stack(before, 1) + torch.stack(behind, 1), 2)[mask]


def forward(scores, arcs, mask):
    """For each place the logarithm of the sum over all ways to its labels; behind a sentence's end the last one's."""
    sums = [scores[:, 0] + arcs[0]]
    for place in range(1, scores.shape[1]):
        step = torch.logsumexp(sums[-1].unsqueeze(2) + arcs[1:].unsqueeze(0), 1) + scores[:, place]
        sums.append(torch.where(mask[:, place : place + 1], step, sums[-1]))
    return sums
