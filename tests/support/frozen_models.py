"""Models whose parameters may be arrays, and what makes one of each."""

from __future__ import annotations

import numpy as np

from govlib import (
    agreements,
    coalitional,
    enforcement,
    evolution,
    financing,
    games,
    indicators,
    lab,
    nations,
    networks,
    sustainability,
)

#: what makes each model: keywords whose arrays are swept or stand for members
MODELS = [
    (games.LinearPublicGood, {"n": [4, 10], "mpcr": 0.3}),
    (games.CommonPool, {"n": [2, 8]}),
    (games.PrisonersDilemma, {"temptation": [5.0, 4.0]}),
    (games.AlternatingOffers, {"first": [0.9, 0.8], "second": 0.8}),
    (games.EqualSecurity, {"n": 5, "cost": [0.1, 0.2], "risk": 0.1, "contagion": 0.2}),
    (games.Issues, {"benefit": [[5.0, 0.5], [0.5, 5.0]], "cost": [1.0, 2.0]}),
    (games.GiftEconomy, {"incomes": [10.0, 6.0, 2.0]}),
    (
        games.Security,
        {"cost": [0.1, 0.2], "risk": [0.1, 0.1], "contagion": [[0.0, 0.1], [0.2, 0.0]]},
    ),
    (
        games.Schedules,
        {"others": [0.0, 20.0], "gifts": [[0.0, 20.0], [0.0, 0.0]], "names": ("a", "b")},
    ),
    (games.Population, {"schedules": games.stylised(), "shares": [0.5, 0.36, 0.14]}),
    (evolution.CollectiveRisk, {"n": 6, "threshold": 3, "cost": 0.1, "risk": [0.2, 0.9]}),
    (evolution.UnknownTarget, {"n": 3, "chances": [0.2, 0.5, 0.3], "cost": 0.1}),
    (
        evolution.Sanctions,
        {
            "n": 4,
            "threshold": 3,
            "cost": 0.1,
            "risk": [0.2, 0.4],
            "tax": 0.03,
            "fine": 0.3,
            "scale": "local",
            "quorum": 0.25,
        },
    ),
    (evolution.Imitation, {"population": 9, "selection": [1.0, 2.0], "mutation": 0.1}),
    (evolution.PairGame, {"payoffs": [[3.0, 0.0], [5.0, 1.0]]}),
    (evolution.GroupGame, {"payoffs": [[[1.0, 2.0]]]}),
    (agreements.LinearAgreement, {"n": 5, "benefit": [1.0, 2.0]}),
    (agreements.BinaryAgreement, {"n": 5, "benefit": [0.3, 0.4], "cost": 1.0}),
    (agreements.LeaderAgreement, {"n": 5, "benefit": [1.0, 2.0], "cost": 1.0}),
    (agreements.BoundedLeaderAgreement, {"n": 5, "benefit": [1.0, 2.0], "cost": 1.0}),
    (agreements.EmissionAgreement, {"n": 10, "damage": [0.03, 0.06]}),
    (agreements.LargeEconomy, {"n": [10, 100]}),
    (agreements.AbatementGame, {"benefit": [1.0, 2.0], "cost": [1.0, 0.5]}),
    (agreements.PrivateProvision, {"incomes": [10.0, 6.0], "valuation": [0.4, 0.5]}),
    (agreements.JointProduct, {"incomes": [10.0, 6.0], "common": 0.4, "own": 0.1}),
    (agreements.Shielding, {"damage": [3.0, 1.0], "protection_cost": [30.0, 40.0]}),
    (coalitional.CoalitionalGame, {"values": [0.0, 1.0, 1.0, 3.0]}),
    (financing.Donors, {"valuation": [1.0, 2.0]}),
    (
        financing.BonusContract,
        {"donors": financing.Donors([1.0, 2.0]), "payments": [3.0, 6.0], "bonus": 1.0},
    ),
    (financing.ProvisionPoint, {"values": [5.0, 4.0, 3.0], "cost": 9.0}),
    (financing.VolunteersDilemma, {"n": [2, 10], "cost": 0.5}),
    (financing.UnequalVolunteers, {"cost": [0.4, 0.5]}),
    (enforcement.Inspection, {"gain": [1.0, 2.0], "fine": 4.0, "cost": [0.2, 0.1]}),
    (sustainability.Ramsey, {"time_preference": [0.01, 0.02], "elasticity": 1.5, "growth": 0.01}),
    (sustainability.GammaDiscounting, {"mean": [0.04, 0.05], "sd": [0.03, 0.02]}),
    (nations.Nations, {"benefit": [1.0, 2.0], "distance_loss": 1.0, "cost": [0.02, 0.05]}),
    (
        nations.TradingNations,
        {"world": nations.Nations(1, 1, 0.01), "market": [0.1, 0.2], "openness": 0.5},
    ),
    (networks.BankNetwork, {"claims": [[0.0, 60.0], [80.0, 0.0]], "exposure": 0.5}),
    (
        lab.World,
        {
            "names": ("a", "b"),
            "emissions": [1.0, 2.0],
            "stakes": [0.25, 0.75],
            "gdp": [4.0, 3.0],
        },
    ),
    (indicators.Goalposts, {"worst": [20.0, 100.0], "best": [85.0, 75000.0]}),
]


def arrays(keywords):
    return {k: np.array(v) if isinstance(v, list) else v for k, v in keywords.items()}
