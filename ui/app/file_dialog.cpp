// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/file_dialog.h"

#include <QFileSystemModel>
#include <QHeaderView>
#include <QIdentityProxyModel>
#include <QTreeView>

namespace streamscope::ui {

namespace {

constexpr QSize ownSize(820, 480);

enum Column
{
    sizeColumn = 1,
    kindColumn,
    dateColumn,
};

/// Qt's model says these as the system would.
class InOwnWords : public QIdentityProxyModel
{
public:
    using QIdentityProxyModel::QIdentityProxyModel;

    QVariant data(const QModelIndex& index, int role) const override
    {
        const auto* files = qobject_cast<const QFileSystemModel*>(sourceModel());
        if (!files || role != Qt::DisplayRole || index.column() < sizeColumn)
            return QIdentityProxyModel::data(index, role);
        const QModelIndex file = mapToSource(index);
        const bool isFolder = files->isDir(file);
        switch (index.column()) {
        case sizeColumn:
            return isFolder ? QString() : QLocale().formattedDataSize(files->size(file));
        case kindColumn: {
            const QString suffix = files->fileInfo(file).suffix();
            return isFolder           ? FileDialog::tr("folder")
                   : suffix.isEmpty() ? FileDialog::tr("file")
                                      : FileDialog::tr("%1 file").arg(suffix);
        }
        case dateColumn:
            return QLocale().toString(files->lastModified(file), QLocale::ShortFormat);
        }
        return QIdentityProxyModel::data(index, role);
    }
};

} // namespace

FileDialog::FileDialog(QWidget* parent, const QString& title) : QFileDialog(parent, title)
{
    setProxyModel(new InOwnWords(this)); // the desktop's own dialog takes no notice
    if (auto* list = findChild<QTreeView*>(QStringLiteral("treeView")))
        list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    resize(ownSize);
}

QString FileDialog::whereToSave(QWidget* parent, const QString& title, const QString& proposed, const QString& filter,
                                const QString& suffix)
{
    FileDialog dialog(parent, title);
    dialog.setAcceptMode(AcceptSave);
    dialog.setFileMode(AnyFile);
    dialog.setNameFilter(filter);
    dialog.setDefaultSuffix(suffix);
    dialog.selectFile(proposed);
    return dialog.exec() == Accepted ? dialog.selectedFiles().value(0) : QString();
}

} // namespace streamscope::ui
