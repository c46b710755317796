// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtTest>

/// The command line as scripts see it, in a folder of its own: exit status, standard output, what is complained of.
class CommandLine
{
public:
    struct Ran
    {
        int status = -1;
        QByteArray out, err;
    };

    static QString program()
    {
        return qEnvironmentVariable("STREAMSCOPE_RUNNER", STREAMSCOPE_BINARY_DIR "/bin/streamscope-cli");
    }

    static QProcessEnvironment speaking(const QString& language)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("STREAMSCOPE_LANG", language);
        return environment;
    }

    Ran run(const QStringList& arguments, const QString& outputFile = {}, const QString& runner = {},
            const QString& inputFile = {}) const
    {
        QProcessEnvironment environment = speaking("en");
        if (!runner.isEmpty())
            environment.insert("STREAMSCOPE_RUNNER", runner);
        return start(arguments, environment, outputFile, inputFile);
    }

    Ran runIn(const QString& language, const QStringList& arguments) const
    {
        return start(arguments, speaking(language), {});
    }

    QString path(const QString& name) const { return m_folder.filePath(name); }

    QString written(const QString& name, const QByteArray& text) const
    {
        QFile file(path(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return file.fileName();
    }

    QJsonObject read(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? json(file.readAll()) : QJsonObject();
    }

    static QJsonObject json(const QByteArray& text) { return QJsonDocument::fromJson(text).object(); }

private:
    Ran start(const QStringList& arguments, const QProcessEnvironment& environment, const QString& outputFile,
              const QString& inputFile = {}) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.setProcessEnvironment(environment);
        if (!outputFile.isEmpty())
            process.setStandardOutputFile(outputFile);
        if (!inputFile.isEmpty())
            process.setStandardInputFile(inputFile);
        process.start(program(), arguments);
        process.waitForFinished(120000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    QTemporaryDir m_folder;
};
