// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "contract/contract_cases.h"
#include "device/profiles.h"
#include "simulator/simulator.h"

#include <QtTest>

using namespace streamscope;

/// The simulator keeps the promises of every backend, with every profile.
class TstBackends : public QObject
{
    Q_OBJECT

private slots:
    void theSimulatorKeepsThePromise_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<int>("number");
        for (const std::string& profile : device::profileNames())
            for (std::size_t i = 0; i < contract::contractCases().size(); ++i)
                QTest::newRow((profile + ": " + contract::contractCases()[i].name).c_str())
                    << QString::fromStdString(profile) << static_cast<int>(i);
    }

    void theSimulatorKeepsThePromise()
    {
        QFETCH(QString, profile);
        QFETCH(int, number);
        const Result<device::DeviceProfile> found = device::findProfile(profile.toStdString());
        QVERIFY(found);
        simulator::Simulator simulator(*found);
        const contract::Bench bench{simulator, 10 * found->computeMajor + found->computeMinor, backend::Tracing::cupti,
                                    found->copyEngines};
        const std::string seen = contract::contractCases()[static_cast<std::size_t>(number)].check(bench);
        QVERIFY2(seen.empty(), seen.c_str());
    }
};

QTEST_APPLESS_MAIN(TstBackends)
#include "tst_backends.moc"
