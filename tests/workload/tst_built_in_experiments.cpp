// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"
#include "workload/experiment.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <QTest>

using namespace streamscope;
using namespace streamscope::workload;

/// The experiments that come with Streamscope.
class TestBuiltInExperiments : public QObject
{
    Q_OBJECT

private slots:
    void allAreThereTheFirstStartsOneFirst();
    void eachResolvesInEveryLayout_data();
    void eachResolvesInEveryLayout();
    void eachResolvesAtTheEndsOfItsParameters_data();
    void eachResolvesAtTheEndsOfItsParameters();
    void eachSaysWhatToLookForInBothLanguages_data();
    void eachSaysWhatToLookForInBothLanguages();
    void eachStandsInItsFileAsItWouldBeWritten_data();
    void eachStandsInItsFileAsItWouldBeWritten();
    void dckaHasThreeBranchesThatShareNothingTheyWrite();
};

namespace {

void eachExperiment()
{
    QTest::addColumn<QByteArray>("name");
    for (const std::string& name : Experiment::builtInNames())
        QTest::newRow(name.c_str()) << QByteArray::fromStdString(name);
}

Experiment current()
{
    QFETCH(const QByteArray, name);
    auto experiment = Experiment::find(name.toStdString());
    if (!experiment)
        qFatal("%s %s", experiment.error().place.c_str(), experiment.error().message.id.c_str());
    return *experiment;
}

} // namespace

void TestBuiltInExperiments::allAreThereTheFirstStartsOneFirst()
{
    std::vector<std::string> names = Experiment::builtInNames();
    QVERIFY(names.size() >= 12);
    QCOMPARE(names[0], std::string("three-kernels"));
    QCOMPARE(names[1], std::string("dcka"));
    for (const char* name : {"full-gpu", "copy-compute", "pageable-pinned", "both-directions", "default-stream-trap",
                             "diamond", "hardware-queues", "priorities", "launch-bound", "missing-wait"})
        QVERIFY2(std::find(names.begin(), names.end(), name) != names.end(), name);
}

void TestBuiltInExperiments::eachResolvesInEveryLayout_data()
{
    eachExperiment();
}

void TestBuiltInExperiments::eachResolvesInEveryLayout()
{
    const Experiment experiment = current();
    QVERIFY(experiment.layoutNames().size() >= 2);
    for (const std::string& layout : experiment.layoutNames()) {
        const auto resolved = experiment.resolve(layout);
        QVERIFY2(resolved, layout.c_str());
        QCOMPARE(resolved->layout.streamOfBranch.size(), resolved->workload.branches.size());
        QCOMPARE(resolved->layout.memoryOfBuffer.size(), resolved->workload.buffers.size());
    }
}

void TestBuiltInExperiments::eachResolvesAtTheEndsOfItsParameters_data()
{
    eachExperiment();
}

void TestBuiltInExperiments::eachResolvesAtTheEndsOfItsParameters()
{
    const Experiment experiment = current();
    for (const Parameter& parameter : experiment.parameters("en"))
        for (const double value : {parameter.minimum, parameter.maximum})
            for (const std::string& layout : experiment.layoutNames()) {
                const auto resolved = experiment.resolve(layout, {{parameter.name, value}});
                QVERIFY2(resolved, (parameter.name + (resolved ? "" : " " + resolved.error().place)).c_str());
            }
}

void TestBuiltInExperiments::eachSaysWhatToLookForInBothLanguages_data()
{
    eachExperiment();
}

void TestBuiltInExperiments::eachSaysWhatToLookForInBothLanguages()
{
    const Experiment experiment = current();
    const auto& document = experiment.document();
    for (const char* key : {"title", "description"})
        for (const char* language : {"en", "zh_CN"})
            QVERIFY2(document.contains(key) && document[key].contains(language), key);
    QVERIFY(experiment.title("en") != experiment.title("zh_CN"));
    const QString english = QString::fromStdString(experiment.description("en"));
    const QString chinese = QString::fromStdString(experiment.description("zh_CN"));
    QCOMPARE(english.count('.'), 2); // two sentences
    QCOMPARE(chinese.count("。"), 2);
    for (const std::string& layout : experiment.layoutNames())
        QVERIFY2(experiment.layoutTitle(layout, "en") != experiment.layoutTitle(layout, "zh_CN"), layout.c_str());
    for (std::size_t index = 0; index < experiment.parameters("en").size(); ++index)
        QVERIFY(experiment.parameters("en")[index].label != experiment.parameters("zh_CN")[index].label);
}

void TestBuiltInExperiments::eachStandsInItsFileAsItWouldBeWritten_data()
{
    eachExperiment();
}

void TestBuiltInExperiments::eachStandsInItsFileAsItWouldBeWritten()
{
    const Experiment experiment = current();
    const auto text = readFile(STREAMSCOPE_SOURCE_DIR "/resources/" + experiment.file(), 1 << 24);
    QVERIFY(text);
    QVERIFY(experiment.dump() == *text);
    QCOMPARE("experiments/" + experiment.name() + ".streamscope.json", experiment.file());
}

void TestBuiltInExperiments::dckaHasThreeBranchesThatShareNothingTheyWrite()
{
    const auto resolved = Experiment::find("dcka")->resolve("streams", {{"samples", 64}});
    QVERIFY(resolved);
    const Workload& work = resolved->workload;
    QCOMPARE(work.branches.size(), std::size_t(3));
    // Per branch of L layers: 4 kernels for the input, 7 a layer, L (L + 1) / 2 inner products.
    QCOMPARE(work.branches[0].operations.size(), std::size_t(4 + 7 * 6 + 21));
    QCOMPARE(work.branches[1].operations.size(), std::size_t(4 + 7 * 8 + 36));
    QCOMPARE(work.branches[2].operations.size(), std::size_t(4 + 7 * 10 + 55));
    std::vector<int> writer(work.buffers.size(), -1);
    for (int branch = 0; branch < 3; ++branch)
        for (const Operation& operation : work.branches[static_cast<std::size_t>(branch)].operations)
            for (const Index buffer : operation.writes) {
                int& known = writer[static_cast<std::size_t>(buffer)];
                QVERIFY(known == -1 || known == branch);
                known = branch;
            }
    int results = 0;
    for (const Buffer& buffer : work.buffers)
        results += buffer.resultRows > 0;
    QCOMPARE(results, 3);
}

QTEST_APPLESS_MAIN(TestBuiltInExperiments)
#include "tst_built_in_experiments.moc"
