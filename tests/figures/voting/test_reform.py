"""Rules for the Fund: points, bars and words against the games."""

import numpy as np
import pytest
from figure_checks import drawn, grid, said

from govlib.data import load
from govlib.figures.voting import reform
from govlib.voting import as_one, banzhaf, imf_governors, imf_output, imf_reform

TODAY = {"gdp": 0, "prices": "market", "basic": 5.5, "rule": reform.RULES[1]}
OTHER = {"gdp": 100, "prices": "purchasing power", "basic": 30, "rule": reform.RULES[2]}


@pytest.mark.parametrize(("state", "members", "majority"), [(TODAY, 0, 0.85), (OTHER, 0.5, 0.5)])
def test_reform_draws_votes_output_and_power_to_prevent(state, members, majority):
    left, right = drawn(reform.reform, **state).axes
    output, votes = (line.get_xdata() for line in left.lines[:2])
    prevent = right.lines[0].get_xdata()
    body = imf_reform(
        state["gdp"] / 100,
        prices=state["prices"],
        basic=str(state["basic"] / 100),
        majority=majority,
        members=members,
    )
    power = banzhaf(body.game)
    for row, code in enumerate(("USA", "CHN", "JPN", "DEU", "IND", "BRA", "RUS", "ZAF")):
        i = body.place(code)
        assert votes[row] == pytest.approx(100 * body.votes[i] / 10_000)
        assert output[row] == pytest.approx(100 * imf_output(state["prices"])[code])
        assert prevent[row] == pytest.approx(100 * power.prevent[i])
    countries = load("countries")
    poorest = [code for code in body.members if code in countries.index and countries.ldc[code]]
    assert len(poorest) == 45
    bloc = as_one(body, poorest, "poorest")
    assert votes[-1] == pytest.approx(bloc.votes[-1] / 100)
    assert prevent[-1] == pytest.approx(100 * banzhaf(bloc.game).prevent[-1])
    filled = right.lines[1].get_ydata()
    assert list(filled) == ([8] if state is TODAY else [])


def test_the_first_state_is_the_fund_of_2022():
    _, right = drawn(reform.reform, **TODAY).axes
    now = imf_governors(0.85)
    power = banzhaf(now.game).prevent
    assert right.lines[0].get_xdata()[:2] == pytest.approx(
        [100, 100 * power[now.place("CHN")]], abs=0.01
    )


def test_sentences_say_who_has_a_veto():
    for state in grid(reform.reform):
        body = imf_reform(
            state["gdp"] / 100,
            prices=state["prices"],
            basic=str(state["basic"] / 100),
            majority=0.85 if state["rule"] == reform.RULES[1] else 0.5,
        )
        text = said(reform.reform, **state)
        veto = {body.members[i] for i in body.game.veto_players.nonzero()[0]}
        assert veto <= {"USA", "CHN"}
        assert ("Nobody has a veto" in text) == (not veto)
        assert ("A veto: China" in text) == ("CHN" in veto)
        assert ("the United States." in text) == ("USA" in veto)
        assert text.count("everything") == len(veto)


def test_prices_are_said_where_no_weight_is_on_output():
    """The green marks move, so the words must: 26.4 at market prices, 15.8 at purchasing power."""
    texts = [said(reform.reform, **{**TODAY, "prices": p}) for p in ("market", "purchasing power")]
    assert "for 26.4 of output" in texts[0]
    assert "for 15.8 of output" in texts[1]


def test_a_rule_that_is_not_offered_is_refused():
    with pytest.raises(ValueError, match=r"rule must be .*got 'unanimity'"):
        reform.say_reform(**{**TODAY, "rule": "unanimity"})
    with pytest.raises(ValueError, match="basic must lie in"):
        reform.say_reform(**{**TODAY, "basic": -1})


def test_yardsticks_divide_votes_by_each_measure():
    (ax,) = drawn(reform.yardsticks).axes
    labels = [label.get_text() for label in ax.get_yticklabels()]
    now = imf_governors()
    share = {c: v / sum(now.votes) for c, v in zip(now.members, now.votes, strict=True)}
    dues = load("un_scale_2022_2024").assessment_rate_percent / 100
    lines = {line.get_label(): line.get_xdata() for line in ax.lines}
    for code, name in (("USA", "United States"), ("IND", "India"), ("CHN", "China")):
        row = labels.index(name)
        assert lines["output, market prices"][row] == pytest.approx(
            share[code] / imf_output("market")[code]
        )
        assert lines["output, purchasing power"][row] == pytest.approx(
            share[code] / imf_output("purchasing power")[code]
        )
        assert lines["UN dues"][row] == pytest.approx(share[code] / dues[code])
    assert (np.diff(lines["output, market prices"]) > 0).all()
    text = said(reform.yardsticks)
    assert "all three yardsticks: China." in text
    assert "0.34 at purchasing power" in text
