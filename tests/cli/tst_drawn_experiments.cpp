// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// Small experiments drawn at random: whatever their cards say must hold when it is done.
#include "analysis/explain.h"
#include "cli/support_compared.h"

#include <algorithm>
#include <map>
#include <QtTest>
#include <random>

using namespace streamscope;
using namespace streamscope::tests;
using analysis::Cause;
using analysis::Comparison;
using analysis::Explanation;
using analysis::Finding;
using analysis::LayoutResult;

namespace {

class Drawn
{
public:
    explicit Drawn(unsigned seed) : m_random(seed) {}

    std::string branches()
    {
        std::string text;
        for (int branch = 0, count = 2 + upTo(4); branch < count; ++branch)
            text += (branch ? ", " : "") + std::string(R"({"name": "b)") + std::to_string(branch) +
                    R"(", "operations": [)" + operations() + "]}";
        return text;
    }

private:
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }

    std::string operations()
    {
        std::string text;
        for (int i = 0, count = 1 + upTo(5); i < count; ++i)
            text += (i ? ", " : "") + operation();
        return text;
    }

    std::string operation()
    {
        const auto number = [&](int least, int most) { return std::to_string(least + upTo(most - least)); };
        switch (upTo(6)) {
        case 0:
            return R"({"copy": {"from": "host", "to": "device", "bytes": )" + number(1000, 4'000'000) + "}}";
        case 1:
            return R"({"copy": {"from": "device", "to": "host", "bytes": )" + number(1000, 4'000'000) + "}}";
        case 2:
            return R"({"kernel": {"kernel": "fma", "parameters": {"blocks": )" + number(1, 400) + R"(, "steps": )" +
                   number(1000, 20'000) + "}}}";
        default:
            return R"({"kernel": {"kernel": "spin", "parameters": {"ns": )" + number(2000, 150'000) +
                   R"(, "blocks": )" + number(1, 200) + "}}}";
        }
    }

    std::mt19937 m_random;
};

constexpr const char* many = R"("streams": [{"name": "s", "count": 6}])";
constexpr const char* one = R"("streams": [{"name": "s"}])";
constexpr const char* withDefault = R"("streams": [{"name": "s"}, {"name": "t"}, {"name": "default"}])";

std::string layout(const char* name, std::initializer_list<std::string> members)
{
    std::string text = R"({"name": ")" + std::string(name) + "\"";
    for (const std::string& member : members)
        if (!member.empty())
            text += ", " + member;
    return text + "}";
}

} // namespace

class DrawnExperimentsTest : public QObject
{
    Q_OBJECT

    /// What is said of the run that `as` is, against runs with cures.
    static void holds(const LayoutResult& as, const std::map<int, Ns>& curedNs)
    {
        const Explanation explanation = explained(as);
        Ns sumNs = explanation.bestPossibleNs + explanation.besidesNs + explanation.unexplainedNs;
        for (const Finding& card : explanation.findings) {
            sumNs += card.costNs;
            if (card.savesNs)
                QVERIFY2(card.costNs <= *card.savesNs, card.slug.c_str());
            const bool otherCure =
                (card.cause == int(Cause::issueOrder) && !card.advice.id.ends_with("-breadth")) ||
                (card.cause == int(Cause::oneStream) &&
                 card.costNs > explanation.alternatives->gainNs(explanation.alternatives->streamsNs));
            if (const auto cured = curedNs.find(card.cause); cured != curedNs.end() && card.costNs > 0 && !otherCure) {
                QVERIFY2(card.savesNs.has_value(), card.slug.c_str());
                QCOMPARE(*card.savesNs, as.makespanNs - cured->second);
            }
        }
        QCOMPARE(sumNs, explanation.spanNs);
        QVERIFY(explanation.unexplainedNs >= 0);
    }

private slots:
    void whatACardSaysToDoSavesWhatItSays()
    {
        const std::string streams = many, pageable = R"("memory": {"*": "pageable"})";
        for (unsigned seed = 1; seed <= 60; ++seed) {
            const std::string branches = Drawn(seed).branches();
            const Comparison several =
                comparedText(branches, layout("as", {streams, pageable}) + ", " + layout("pinned", {streams}) + ", " +
                                           layout("breadth", {streams, pageable, R"("issue": "breadth-first")"}));
            const auto& layouts = several.layouts;
            holds(layouts[0],
                  {{int(Cause::pageableCopy), layouts[1].makespanNs}, {int(Cause::issueOrder), layouts[2].makespanNs}});
            holds(layouts[1], {});
            const Comparison single = comparedText(branches, layout("as", {one}) + ", " + layout("streams", {streams}));
            holds(single.layouts[0], {{int(Cause::oneStream), single.layouts[1].makespanNs}});
            holds(comparedText(branches, layout("as", {one, pageable})).layouts[0], {});
            const Comparison trap =
                comparedText(branches, layout("as", {withDefault}) + ", " +
                                           layout("per-thread", {withDefault, R"("default_stream": "per-thread")"}));
            holds(trap.layouts[0], {{int(Cause::defaultStream), trap.layouts[1].makespanNs}});
            if (QTest::currentTestFailed()) {
                qWarning("seed %u", seed);
                return;
            }
        }
    }
};

QTEST_APPLESS_MAIN(DrawnExperimentsTest)
#include "tst_drawn_experiments.moc"
