// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "support_experiment.h"
#include "workload/limits.h"

#include <nlohmann/json.hpp>
#include <QTest>

using namespace streamscope;
using namespace streamscope::workload;

/// Malformed, hostile and absurd experiment files: each gives one error with its place.
class TestHostileExperiment : public QObject
{
    Q_OBJECT

private slots:
    void badInputIsRefusedAtItsPlace_data();
    void badInputIsRefusedAtItsPlace();
    void everyTruncationIsRefused();
    void everyFlippedByteGivesAnErrorOrAnExperiment();
    void valuesOutsideAParameterAreRefused();
    void hugeCountsAreRefusedBeforeTheyCostAnything();
    void messagesStayShort();
};

namespace {

void row(const char* name, const std::string& text, const char* place, const char* id)
{
    QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(place) << QByteArray(id);
}

const std::string kernelOf(const std::string& parameters, const std::string& kernel = "spin")
{
    return R"({"kernel": {"kernel": ")" + kernel + R"(", "parameters": {)" + parameters + "}}}";
}

const std::string parametersOf(const std::string& parameter)
{
    return R"("parameters": {"p": )" + parameter + "}";
}

const std::string plain = R"({"value": 4, "min": 0, "max": 1000000000000})";

void syntaxRows()
{
    row("nothing", "", "1", "workload.syntax-end");
    row("not JSON", "hello", "1", "workload.syntax");
    row("a stray comma on line 3", "{\n\"streamscope\": 1,\n, \"name\": 2}", "3", "workload.syntax");
    row("cut off", "{\"streamscope\": 1,\n\"name\": \"x", "2", "workload.syntax-end");
    row("something behind the end", withOperations("") + "\n}", "2", "workload.syntax");
    row("a NUL behind the end", withOperations("") + "\n" + std::string(1, '\0'), "2", "workload.syntax");
    row("text behind a NUL", withOperations("") + std::string(1, '\0') + "hello", "1", "workload.syntax");
    row("not UTF-8", "{\"name\": \"\xff\"}", "1", "workload.syntax");
    row("a number beyond double", "{\"a\": 1e999}", "1", "workload.number-too-large");
    row("NaN", "{\"streamscope\": NaN}", "1", "workload.syntax");
    row("a raw control character", "{\"name\": \"a\x01\"}", "1", "workload.syntax");
    row("a key twice", R"({"streamscope": 1, "layouts": [{"name": "a", "name": "b"}]})", "#/layouts/0/name",
        "workload.duplicate-key");
    row("10,000 open brackets", std::string(10'000, '['),
        "#/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/"
        "0/0/0/0/0/0/0/0/0/0",
        "workload.too-deep");
    row("a huge file", std::string(limits::fileBytes + 1, ' '), "", "base.too-large");
}

void structureRows()
{
    row("a list at the top", "[]", "#", "workload.expected-object");
    row("another version", R"({"streamscope": 2, "name": "x", "branches": [], "layouts": []})", "#/streamscope",
        "workload.version");
    row("no name", R"({"streamscope": 1, "branches": [], "layouts": []})", "#", "workload.missing-key");
    row("an unknown key with a near one", R"({"streamscope": 1, "nane": "x"})", "#/nane", "workload.unknown-key-meant");
    row("an unknown key with none near", R"({"streamscope": 1, "photographs": "x"})", "#/photographs",
        "workload.unknown-key");
    row("a slash in a key", R"({"streamscope": 1, "a/b~c": "x"})", "#/a~1b~0c", "workload.unknown-key");
    row("a name with a control character", R"({"streamscope": 1, "name": "a\u0007b", "branches": [], "layouts": []})",
        "#/name", "workload.control-character");
    row("a name that turns the line", R"({"streamscope": 1, "name": "a\u202eb", "branches": [], "layouts": []})",
        "#/name", "workload.control-character");
    row("an empty name", R"({"streamscope": 1, "name": "", "branches": [], "layouts": []})", "#/name",
        "workload.name-empty");
    row("a name that is a number", R"({"streamscope": 1, "name": 5, "branches": [], "layouts": []})", "#/name",
        "workload.expected-text");
    row("a very long name",
        R"({"streamscope": 1, "name": ")" + std::string(201, 'x') + R"(", "branches": [], "layouts": []})", "#/name",
        "workload.text-too-long");
    row("a language that is not there", withOperations("", R"("title": {"fr": "x"})"), "#/title/fr",
        "workload.unknown-key");
    row("no layouts", withLayouts(""), "#/layouts", "workload.expected-some");
    row("no branches", withBranches(""), "#/branches", "workload.expected-some");
    row("no operations", withBranches(R"({"name": "a"})"), "#/branches/0", "workload.missing-key");
    row("layouts of one name", withLayouts(std::string(oneStream) + "," + oneStream), "#/layouts/1/name",
        "workload.duplicate-name");
    row("branches of one name", withBranches(R"({"name": "a", "operations": []}, {"name": "a", "operations": []})"),
        "#/branches/1/name", "workload.duplicate-name");
    row("a branch named like another one's copy",
        withBranches(R"({"name": "a 2", "operations": []}, {"name": "a", "count": 2, "operations": []})"),
        "#/branches/1/name", "workload.duplicate-name");
}

void numberRows()
{
    row("10^12 blocks", withOperations(kernelOf(R"("blocks": 1e12)")),
        "#/branches/0/operations/0/kernel/parameters/blocks", "workload.integer-range");
    row("10^12 blocks from an expression",
        withOperations(kernelOf(R"("blocks": "p * p * p * p", "threads": 32)"),
                       parametersOf(R"({"value": 1000, "min": 0, "max": 1000})")),
        "#/branches/0/operations/0/kernel/parameters/blocks", "workload.integer-range");
    row("1025 threads", withOperations(kernelOf(R"("threads": 1025)")),
        "#/branches/0/operations/0/kernel/parameters/threads", "workload.integer-range");
    row("no blocks", withOperations(kernelOf(R"("blocks": 0)")), "#/branches/0/operations/0/kernel/parameters/blocks",
        "workload.integer-range");
    row("negative bytes", withOperations(R"({"copy": {"from": "host", "to": "device", "bytes": -1}})"),
        "#/branches/0/operations/0/copy/bytes", "workload.integer-range");
    row("negative bytes of a buffer", withOperations("", R"("buffers": {"x": {"bytes": -8}})"), "#/buffers/x/bytes",
        "workload.integer-range");
    row("an exabyte", withOperations("", R"("buffers": {"x": {"bytes": 1152921504606846976}})"), "#/buffers/x/bytes",
        "workload.integer-range");
    row("half a byte", withOperations("", R"("buffers": {"x": {"bytes": 0.5}})"), "#/buffers/x/bytes",
        "workload.expected-integer");
    row("beyond 2^53", withOperations(R"({"cpu": {"ns": 9007199254740994}})"), "#/branches/0/operations/0/cpu/ns",
        "workload.integer-range");
    row("2^53 + 1, which a double does not tell from 2^53", withOperations(R"({"cpu": {"ns": 9007199254740993}})"),
        "#/branches/0/operations/0/cpu/ns", "workload.integer-range");
    row("a negative time", withOperations(R"({"host": {"ns": -1}})"), "#/branches/0/operations/0/host/ns",
        "workload.integer-range");
    row("a truth for a number", withOperations(R"({"cpu": {"ns": true}})"), "#/branches/0/operations/0/cpu/ns",
        "workload.expected-number");
    row("a division by zero",
        withOperations(R"({"cpu": {"ns": "1 / (p - 4) * 2"
}
})",
                       parametersOf(plain)),
        "#/branches/0/operations/0/cpu/ns", "workload.expression-not-finite");
    row("zero by zero", withOperations(R"({"cpu": {"ns": "0 / 0"}})"), "#/branches/0/operations/0/cpu/ns",
        "workload.expression-not-finite");
    row("a fraction where a whole number is meant", withOperations(R"({"cpu": {"ns": "p / 3"}})", parametersOf(plain)),
        "#/branches/0/operations/0/cpu/ns", "workload.expected-integer");
    row("a name that is no parameter", withOperations(R"({"cpu": {"ns": "q + 1"}})"),
        "#/branches/0/operations/0/cpu/ns", "workload.expression-name");
    row("a name that is nearly one",
        withOperations(R"({"cpu": {"ns": "sise + 1"}})", R"("parameters": {"size": {"value": 1, "min": 0, "max": 2}})"),
        "#/branches/0/operations/0/cpu/ns", "workload.expression-name-meant");
    row("an assignment", withOperations(R"({"cpu": {"ns": "p = 3"}})", parametersOf(plain)),
        "#/branches/0/operations/0/cpu/ns", "workload.expression-syntax");
    row("two expressions", withOperations(R"({"cpu": {"ns": "1, 2"}})"), "#/branches/0/operations/0/cpu/ns",
        "workload.expression-syntax");
    row("an empty expression", withOperations(R"({"cpu": {"ns": ""}})"), "#/branches/0/operations/0/cpu/ns",
        "workload.expression-syntax");
    row("an open bracket", withOperations(R"({"cpu": {"ns": "(1"}})"), "#/branches/0/operations/0/cpu/ns",
        "workload.expression-syntax");
    row("an expression of 2,000 brackets", withOperations(R"({"cpu": {"ns": ")" + std::string(2'000, '(') + R"("}})"),
        "#/branches/0/operations/0/cpu/ns", "workload.text-too-long");
    row("an expression of 900 brackets", withOperations(R"({"cpu": {"ns": ")" + std::string(900, '(') + R"("}})"),
        "#/branches/0/operations/0/cpu/ns", "workload.expression-syntax");
}

void parameterRows()
{
    row("a parameter named like a function",
        withOperations("", R"("parameters": {"sin": {"value": 1, "min": 0, "max": 2}})"), "#/parameters/sin",
        "workload.parameter-name");
    row("a parameter with a space", withOperations("", R"("parameters": {"a b": {"value": 1, "min": 0, "max": 2}})"),
        "#/parameters/a b", "workload.parameter-name");
    row("a parameter outside its range", withOperations("", parametersOf(R"({"value": 3, "min": 0, "max": 2})")),
        "#/parameters/p/value", "workload.number-range");
    row("a range upside down", withOperations("", parametersOf(R"({"value": 3, "min": 4, "max": 2})")),
        "#/parameters/p/min", "workload.parameter-min-max");
    row("a logarithm of zero", withOperations("", parametersOf(R"({"value": 1, "min": 0, "max": 2, "scale": "log"})")),
        "#/parameters/p/min", "workload.parameter-log");
    row("a parameter without a range", withOperations("", parametersOf(R"({"value": 1})")), "#/parameters/p",
        "workload.missing-key");
    row("a parameter that is an expression", withOperations("", parametersOf(R"({"value": "1", "min": 0, "max": 2})")),
        "#/parameters/p/value", "workload.expected-number");
    row("set of what is not there", withLayouts(R"({"name": "l", "streams": [{"name": "s"}], "set": {"q": 1}})"),
        "#/layouts/0/set/q", "workload.unknown-parameter");
    row("set beyond the range",
        withLayouts(R"({"name": "l", "streams": [{"name": "s"}], "set": {"p": 9}})",
                    parametersOf(R"({"value": 1, "min": 0, "max": 2})")),
        "#/layouts/0/set/p", "workload.parameter-range");
    row("set to a fraction",
        withLayouts(R"({"name": "l", "streams": [{"name": "s"}], "set": {"p": 0.5}})",
                    parametersOf(R"({"value": 1, "min": 0, "max": 2})")),
        "#/layouts/0/set/p", "workload.parameter-integer");
}

void operationRows()
{
    row("an unknown operation", withOperations(R"({"kernle": {}})"), "#/branches/0/operations/0/kernle",
        "workload.unknown-key-meant");
    row("an operation of two kinds", withOperations(R"({"cpu": {"ns": 1}, "host": {"ns": 1}})"),
        "#/branches/0/operations/0", "workload.one-kind");
    row("an operation of no kind", withOperations("{}"), "#/branches/0/operations/0", "workload.one-kind");
    row("a repeat beside another kind",
        withOperations(R"({"repeat": {"count": 1, "operations": []}, "cpu": {"ns": 1}})"), "#/branches/0/operations/0",
        "workload.one-kind");
    row("an operation that is a number", withOperations("7"), "#/branches/0/operations/0", "workload.expected-object");
    row("an unknown kernel", withOperations(kernelOf("", "gem")), "#/branches/0/operations/0/kernel/kernel",
        "workload.unknown-kernel-meant");
    row("a kernel like no other", withOperations(kernelOf("", "photographs")),
        "#/branches/0/operations/0/kernel/kernel", "workload.unknown-kernel");
    row("an unknown kernel parameter", withOperations(kernelOf(R"("block": 1)")),
        "#/branches/0/operations/0/kernel/parameters/block", "workload.unknown-kernel-parameter-meant");
    row("too few buffers",
        withOperations(R"({"kernel": {"kernel": "triad", "reads": ["x"]}})", R"("buffers": {"x": {"bytes": 8}})"),
        "#/branches/0/operations/0/kernel/reads", "workload.argument-count");
    row("a launch that is programmatic by a word",
        withOperations(R"({"kernel": {"kernel": "spin", "programmatic": "yes"}})"),
        "#/branches/0/operations/0/kernel/programmatic", "workload.expected-boolean");
    row("a buffer too small",
        withOperations(R"({"kernel": {"kernel": "triad", "parameters": {"elements": 3}, "reads": ["x", "x"]}})",
                       R"("buffers": {"x": {"bytes": 8}})"),
        "#/branches/0/operations/0/kernel/reads/0", "workload.buffer-too-small");
    row("a buffer that is not there",
        withOperations(R"({"memset": {"buffer": "data"}})", R"("buffers": {"dat": {"bytes": 8}})"),
        "#/branches/0/operations/0/memset/buffer", "workload.unknown-buffer-meant");
    row("a copy of more than there is",
        withOperations(R"({"copy": {"from": "host", "to": "device", "buffer": "x", "bytes": 9}})",
                       R"("buffers": {"x": {"bytes": 8}})"),
        "#/branches/0/operations/0/copy/bytes", "workload.buffer-too-small");
    row("a copy to the moon", withOperations(R"({"copy": {"from": "host", "to": "moon", "bytes": 1}})"),
        "#/branches/0/operations/0/copy/to", "workload.expected-one-of");
    row("a copy of nothing", withOperations(R"({"copy": {"from": "host", "to": "device"}})"),
        "#/branches/0/operations/0/copy", "workload.buffer-or-bytes");
    row("a wait for what nothing records", withOperations(R"({"wait": {"event": "e"}})"), "#/branches/0/operations/0",
        "workload.event-never-recorded");
    row("a wait for nearly an event", withOperations(R"({"record": {"event": "done"}}, {"wait": {"event": "don"}})"),
        "#/branches/0/operations/1", "workload.event-never-recorded-meant");
    row("a sync with what nothing records", withOperations(R"({"sync": {"scope": "event", "event": "e"}})"),
        "#/branches/0/operations/0", "workload.event-never-recorded");
    row("an event recorded by two branches",
        R"({"streamscope": 1, "name": "x", "branches": [{"name": "a", "operations": [{"record": {"event": "e"}}]},
            {"name": "b", "operations": [{"record": {"event": "e"}}]}], "layouts": [{"name": "l", "streams": [{"name": "s"}]}]})",
        "#/branches/1/operations/0", "workload.event-of-another-branch");
    row("a sync with an event it does not use", withOperations(R"({"sync": {"scope": "stream", "event": "e"}})"),
        "#/branches/0/operations/0/sync/event", "workload.sync-event-unused");
    row("an allocation of what is not there", withOperations(R"({"alloc": {"buffer": "x"}})"),
        "#/branches/0/operations/0/alloc/buffer", "workload.unknown-buffer");
    row("features that do not divide",
        withOperations(
            "", R"("buffers": {"x": {"bytes": 20, "fill": {"features": {"samples": 2, "depth": 0, "seed": 0}}}})"),
        "#/buffers/x/fill/features", "workload.fill-size");
    row("a result larger than its buffer",
        withOperations("", R"("buffers": {"x": {"bytes": 4, "result": {"rows": 2, "columns": 1}}})"),
        "#/buffers/x/result", "workload.result-size");
    row("after itself", withBranches(R"({"name": "a", "after": ["a"], "operations": []})"), "#/branches/0/after",
        "workload.after-cycle");
    row("a ring of after",
        withBranches(
            R"({"name": "a", "after": ["b"], "operations": []}, {"name": "b", "after": ["a"], "operations": []})"),
        "#/branches/0/after", "workload.after-cycle");
    row("after what is not there",
        withBranches(R"({"name": "work", "operations": []}, {"name": "b", "after": ["wrok"], "operations": []})"),
        "#/branches/1/after/0", "workload.unknown-branch-meant");
}

void sizeRows()
{
    row("10^12 copies of a branch", withBranches(R"({"name": "a", "count": 1e12, "operations": []})"), "#/branches/0",
        "workload.too-many-branches");
    row("10^12 rounds", withOperations(R"({"repeat": {"count": 1e12, "operations": [{"cpu": {"ns": 1}}]}})"),
        "#/branches/0", "workload.too-many-operations");
    row("a negative number of rounds", withOperations(R"({"repeat": {"count": -1, "operations": []}})"),
        "#/branches/0/operations/0/repeat/count", "workload.integer-range");
    std::string nested = R"({"cpu": {"ns": 1}})";
    for (int level = 0; level < 9; ++level) // 1e15 to the 9th overflows every integer
        nested = R"({"repeat": {"count": 1e15, "operations": [)" + nested + "]}}";
    row("repeats in repeats", withOperations(nested), "#/branches/0", "workload.too-many-operations");
    row("10^15 rounds of nothing in 10^15 copies of a branch of nothing",
        withBranches(R"({"name": "a", "count": 1e15, "operations": [{"repeat": {"count": 1e15, "operations": []}}]})"),
        "#/branches/0", "workload.too-many-branches");
}

/// Files that are small but would take for ever if every name were held against every other.
void productRows()
{
    std::string nested = "{\"cpu\": {\"ns\": 1}}";
    nested = R"({"repeat": {"count": 0, "operations": [)" + nested + "]}}";
    for (int level = 0; level < 5; ++level)
        nested = R"({"repeat": {"count": 1000000, "operations": [)" + nested + "]}}";
    row("rounds of rounds of nothing", withOperations(nested), "#/branches/0", "workload.too-many-operations");
    std::string parameters;
    for (int index = 0; index <= 200; ++index)
        parameters +=
            (index > 0 ? ", " : "") + ("\"p" + std::to_string(index)) + R"(": {"value": 1, "min": 0, "max": 2})";
    row("201 parameters", withOperations("", R"("parameters": {)" + parameters + "}"), "#/parameters",
        "workload.too-many-parameters");
    std::string after = "\"a\"";
    for (int index = 0; index < 1000; ++index)
        after += ", \"a\"";
    row("after 10^8 branches",
        withBranches(R"({"name": "a", "count": 90000, "operations": []}, {"name": "b", "after": [)" + after +
                     R"(], "operations": []})"),
        "#/branches/1/after", "workload.too-many-operations");
    std::string patterns = "\"*\": \"s\"";
    for (int index = 1; index < 1000; ++index)
        patterns +=
            ", \"" + std::string(static_cast<std::size_t>(index % 50), '*') + std::to_string(index) + "*\": \"s\"";
    row("10^8 matches",
        withBranches(R"({"name": "a", "count": 100000, "operations": []})",
                     R"({"name": "l", "streams": [{"name": "s"}], "assign": {)" + patterns + "}}"),
        "#/layouts/0/assign", "workload.too-many-patterns");
    std::string layouts = oneStream;
    for (int index = 0; index < 100; ++index)
        layouts += R"(, {"name": ")" + std::to_string(index) + R"(", "streams": [{"name": "s"}]})";
    row("101 layouts", withLayouts(layouts), "#/layouts", "workload.too-many-layouts");
    std::string buffers;
    for (int index = 0; index < 100000; ++index)
        buffers += (index > 0 ? ", \"" : "\"") + std::string(100, 'x') + std::to_string(index) + R"(": {"bytes": 1})";
    row("a name like 100,000 others",
        withOperations(R"({"memset": {"buffer": ")" + std::string(100, 'x') + R"(y"}})",
                       R"("buffers": {)" + buffers + "}"),
        "#/branches/0/operations/0/memset/buffer", "workload.unknown-buffer-meant");
}

void layoutRows()
{
    row("no streams", withLayouts(R"({"name": "l", "streams": []})"), "#/layouts/0/streams", "workload.expected-some");
    row("10^12 streams", withLayouts(R"({"name": "l", "streams": [{"name": "s", "count": 1e12}]})"),
        "#/layouts/0/streams/0/count", "workload.integer-range");
    row("1,025 streams of two kinds",
        withLayouts(R"({"name": "l", "streams": [{"name": "s", "count": 1024}, {"name": "t"}]})"),
        "#/layouts/0/streams/1", "workload.too-many-streams");
    row("streams of one name", withLayouts(R"({"name": "l", "streams": [{"name": "s"}, {"name": "s"}]})"),
        "#/layouts/0/streams/1/name", "workload.duplicate-name");
    row("a stream that is not there",
        withLayouts(R"({"name": "l", "streams": [{"name": "main"}], "assign": {"a": "mian"}})"), "#/layouts/0/assign/a",
        "workload.unknown-stream-meant");
    row("a glob that no stream fits",
        withLayouts(R"({"name": "l", "streams": [{"name": "main"}], "assign": {"a": "photo*"}})"),
        "#/layouts/0/assign/a", "workload.unknown-stream");
    row("a branch that is not there",
        withLayouts(R"({"name": "l", "streams": [{"name": "s"}], "assign": {"*": "s", "photographs": "s"}})"),
        "#/layouts/0/assign/photographs", "workload.unknown-branch");
    row("a branch without a stream",
        withBranches(R"({"name": "a", "operations": []}, {"name": "b", "operations": []})",
                     R"({"name": "l", "streams": [{"name": "s"}], "assign": {"a": "s"}})"),
        "#/layouts/0/assign", "workload.branch-unassigned");
    row("a default stream with a priority",
        withLayouts(R"({"name": "l", "streams": [{"name": "default", "priority": -1}]})"), "#/layouts/0/streams/0",
        "workload.default-stream-options");
    row("a thread that is not there",
        withLayouts(R"({"name": "l", "threads": 2, "streams": [{"name": "s", "thread": 2}]})"),
        "#/layouts/0/streams/0/thread", "workload.integer-range");
    row("33 connections", withLayouts(R"({"name": "l", "streams": [{"name": "s"}], "connections": 33})"),
        "#/layouts/0/connections", "workload.integer-range");
    row("a launch of another kind", withLayouts(R"({"name": "l", "streams": [{"name": "s"}], "launch": "rocket"})"),
        "#/layouts/0/launch", "workload.expected-one-of");
    row("memory of what is not there",
        withLayouts(R"({"name": "l", "streams": [{"name": "s"}], "memory": {"x": "pinned"}})"), "#/layouts/0/memory/x",
        "workload.unknown-buffer");
    row("a cost below nothing", withLayouts(R"({"name": "l", "streams": [{"name": "s"}], "host_cost_ns": -1})"),
        "#/layouts/0/host_cost_ns", "workload.integer-range");
}

} // namespace

void TestHostileExperiment::badInputIsRefusedAtItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("id");
    syntaxRows();
    structureRows();
    numberRows();
    parameterRows();
    operationRows();
    sizeRows();
    productRows();
    layoutRows();
}

void TestHostileExperiment::badInputIsRefusedAtItsPlace()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, place);
    QFETCH(const QByteArray, id);
    const auto experiment = Experiment::parse(text.toStdString(), "bad.streamscope.json");
    QVERIFY(!experiment);
    QCOMPARE(QByteArray::fromStdString(experiment.error().message.id), id);
    QCOMPARE(QByteArray::fromStdString(experiment.error().place), place);
    QCOMPARE(experiment.error().file, std::string("bad.streamscope.json"));
    QCOMPARE(experiment.error().kind, ErrorKind::input);
}

namespace {

const std::string whole = withOperations(
    R"({"repeat": {"count": "p", "operations": [{"record": {"event": "e"}}, {"wait": {"event": "e"}}, {"kernel": {"kernel": "spin"}}]}})",
    R"("buffers": {"x": {"bytes": 64, "fill": "zeros"}}, "parameters": {"p": {"value": 2, "min": 1, "max": 4}})");

} // namespace

void TestHostileExperiment::everyTruncationIsRefused()
{
    QVERIFY(Experiment::parse(whole, "whole"));
    for (std::size_t length = 0; length < whole.size(); ++length)
        QVERIFY2(!Experiment::parse(whole.substr(0, length), "cut"), std::to_string(length).c_str());
}

void TestHostileExperiment::everyFlippedByteGivesAnErrorOrAnExperiment()
{
    int refused = 0;
    for (std::size_t index = 0; index < whole.size(); ++index)
        for (const char flip : {'\x01', '\x10', '\x40', '\x80'}) {
            std::string text = whole;
            text[index] = static_cast<char>(text[index] ^ flip);
            const auto experiment = Experiment::parse(text, "flipped");
            if (experiment)
                continue;
            ++refused;
            QVERIFY(!experiment.error().message.id.empty());
            QVERIFY(!experiment.error().place.empty());
        }
    QVERIFY(refused > 0);
}

void TestHostileExperiment::valuesOutsideAParameterAreRefused()
{
    const auto experiment = Experiment::parse(whole, "whole");
    QVERIFY(experiment);
    const auto refusal = [&](const ParameterValues& values) {
        return experiment->resolve("l", values).error().message.id;
    };
    QCOMPARE(refusal({{"p", 5}}), std::string("workload.parameter-range"));
    QCOMPARE(refusal({{"p", std::numeric_limits<double>::quiet_NaN()}}), std::string("workload.parameter-range"));
    QCOMPARE(refusal({{"p", std::numeric_limits<double>::infinity()}}), std::string("workload.parameter-range"));
    QCOMPARE(refusal({{"p", 2.5}}), std::string("workload.parameter-integer"));
    QCOMPARE(refusal({{"q", 1}}), std::string("workload.unknown-parameter"));
    QCOMPARE(experiment->resolve("k").error().message.id, std::string("workload.unknown-layout"));
}

void TestHostileExperiment::hugeCountsAreRefusedBeforeTheyCostAnything()
{
    // 2,000,000 operations are the limit: that many pass, one more does not.
    const std::string rounds = R"({"repeat": {"count": "p", "operations": [{"cpu": {"ns": 1}}]}})";
    const auto experiment = Experiment::parse(
        withOperations(rounds, R"("parameters": {"p": {"value": 1, "min": 0, "max": 10000000000000}})"), "x");
    QVERIFY(experiment);
    const auto most = experiment->resolve("l", {{"p", 2'000'000}});
    QVERIFY(most);
    QCOMPARE(most->workload.branches[0].operations.size(), std::size_t(2'000'000));
    QCOMPARE(experiment->resolve("l", {{"p", 2'000'001}}).error().message.id,
             std::string("workload.too-many-operations"));
    QCOMPARE(experiment->resolve("l", {{"p", 1e13}}).error().message.id, std::string("workload.too-many-operations"));
    QCOMPARE(experiment->resolve("l", {{"p", 0}})->workload.branches[0].operations.size(), std::size_t(0));
}

void TestHostileExperiment::messagesStayShort()
{
    const std::string longText(1'000'000, 'x');
    for (const std::string& text :
         {"{\"" + longText + "\": 1}", "{\"" + longText + "\": 1, \"" + longText + "\": 2}",
          withOperations(R"({"cpu": {"ns": ")" + longText + R"("}})"),
          withOperations(R"({"cpu": {"ns": [)" + longText + "]}}"), R"({"streamscope": ")" + longText + R"("})",
          withLayouts("{\"name\": \"l\", \"launch\": \"" + longText + "\"}")}) {
        const auto experiment = Experiment::parse(text, "long");
        QVERIFY(!experiment);
        std::size_t size = experiment.error().place.size();
        for (const std::string& argument : experiment.error().message.arguments)
            size += argument.size();
        QVERIFY(size < 2000);
    }
}

QTEST_APPLESS_MAIN(TestHostileExperiment)
#include "tst_hostile_experiment.moc"
