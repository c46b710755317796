// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/read_trace.h"

#include <QTemporaryDir>
#include <QtTest>
#include <sqlite3.h>

namespace streamscope::tests {

inline const QString mainProcess = "281482727784448"; // pid 462
inline const QString mainThread = "281482727784910";  // tid 462 of it

/// A database made of statements, gone with the test.
class Database
{
public:
    explicit Database(const QString& sql)
    {
        sqlite3* database = nullptr;
        sqlite3_open(path().c_str(), &database);
        char* trouble = nullptr;
        if (sqlite3_exec(database, sql.toUtf8(), nullptr, nullptr, &trouble) != SQLITE_OK)
            qFatal("%s", trouble);
        sqlite3_close(database);
    }
    std::string path() const { return m_folder.filePath("t.sqlite").toStdString(); }
    trace::TracePointer read() const
    {
        const auto trace = formats::readTrace(path());
        return trace ? *trace : nullptr;
    }

private:
    QTemporaryDir m_folder;
};

inline const QString strings =
    "CREATE TABLE StringIds(id INTEGER PRIMARY KEY, value TEXT);"
    "INSERT INTO StringIds VALUES(1,'void gemm<float>(int)'),(2,'cudaLaunchKernel_v7000'),(3,'layer');";
inline const QString kernels =
    "CREATE TABLE CUPTI_ACTIVITY_KIND_KERNEL(start INTEGER, end INTEGER, deviceId INTEGER, contextId INTEGER, streamId "
    "INTEGER, correlationId INTEGER, globalPid INTEGER, demangledName INTEGER, shortName INTEGER, registersPerThread "
    "INTEGER, gridX INTEGER, gridY INTEGER, gridZ INTEGER, blockX INTEGER, blockY INTEGER, blockZ INTEGER, "
    "staticSharedMemory INTEGER, dynamicSharedMemory INTEGER);";

inline QString kernel(const QString& times, int stream, int correlation, const QString& pid = mainProcess)
{
    return QString("INSERT INTO CUPTI_ACTIVITY_KIND_KERNEL VALUES(%1,0,1,%2,%3,%4,1,1,32,4,2,1,128,1,1,16,64);")
        .arg(times)
        .arg(stream)
        .arg(correlation)
        .arg(pid);
}

inline const trace::Track* rowNamed(const trace::Trace& trace, const std::string& name)
{
    for (const trace::Track& track : trace.tracks())
        if (track.info.name == name)
            return &track;
    return nullptr;
}

} // namespace streamscope::tests
