"""The wall of a class from a folder of saved files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import zipfile

import pytest
import wall


def saved(first, name="Ada"):
    entry = {"kind": "predict", "chapter": "a", "id": "q", "question": "Q </script>?"}
    entry |= {"answers": ["x", "y"], "first": first}
    return {"format": "govlib-record", "version": 1, "name": name, "entries": [entry]}


def test_a_folder_becomes_a_page_without_names(tmp_path, capsys):
    folder = tmp_path / "files"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.json").write_text(json.dumps(saved(0)))
    data = json.dumps(saved(1)).replace("<", "\\u003c")
    page = f'<html><script type="application/json" id="govlib-record">{data}</script></html>'
    (folder / "deep" / "two.html").write_text(page)
    (folder / "again.json").write_text(json.dumps(saved(0, "Bea")))
    (folder / "bad.json").write_text("{")
    (folder / "other.json").write_text('{"format": "govlib-record", "entries": 3}')
    (folder / "notes.txt").write_text("no answers")
    with zipfile.ZipFile(folder / "three.zip", "w") as archive:
        archive.writestr("amy/my-answers.json", json.dumps(saved(None)))
    out = tmp_path / "wall.html"
    assert wall.main([str(folder), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert f"{out}: 3 files" in said
    assert "one.json: the same answers as another file" in said
    assert "bad.json: it holds no answers of this book" in said
    assert "other.json: it holds no list of answers" in said
    html = out.read_text()
    assert "Ada" not in html
    assert "Bea" not in html
    spec = json.loads(re.search(r'class="gx-spec">(.*?)</script>', html)[1])
    firsts = [file["entries"][0]["first"] for file in spec["files"]]
    assert sorted(map(str, firsts)) == ["0", "1", "None"]
    assert spec["chapters"]["collective-action"] == "The dilemma of collective action"
    # it opens from a disk, alone: nothing is asked of anywhere
    assert not re.search(r'(?:src|href)="(?!data:)', html)


def test_entries_that_cannot_be_named_are_left_out():
    file = saved(0)
    file["entries"] += [{"kind": "other"}, 3, {"kind": "draw", "chapter": "../a", "id": "x"}]
    assert len(wall.parse(json.dumps(file))["entries"]) == 1


def test_nothing_to_show(tmp_path, capsys):
    assert wall.main([str(tmp_path)]) == 1
    assert "no saved answers" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        wall.main([str(tmp_path / "missing")])
    assert "source must be a folder or a zip" in capsys.readouterr().err


def test_the_command_asks_for_a_folder():
    """Without one it would read all that lies in the checkout."""
    command = ["make", "--no-print-directory", "-n", "wall"]
    environment = {k: v for k, v in os.environ.items() if k not in ("FROM", "MAKEFLAGS")}
    done = subprocess.run(
        command, cwd=wall.ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "say where the saved answers are: make wall FROM=folder" in done.stderr
